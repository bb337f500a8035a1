package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.deadletter.DeadLetter;
import io.tillstream.dispatcher.deadletter.DeadLetters;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.order.CustomerSeal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Dead-letters what cannot be sent: first the dead letter, then its receipt. When nearly everything fails the same way the
 * cause is no single order: a brake stops, and orders wait.
 */
@Component
class DeadLettering {

    /** What orders wait for while Kafka takes no dead letters. */
    static final String DEAD_LETTERS = "dead_letters";

    private static final Duration UNTIL_KAFKA_WRITES = Duration.ofSeconds(2);

    private final DeadLetters deadLetters;
    private final Settlement settlement;
    private final Lanes lanes;
    private final CustomerSeal seal;
    private final Troubles troubles;
    private final DispatchMetrics metrics;
    private final DispatchTraces traces;
    private final Clock clock;

    DeadLettering(
            DeadLetters deadLetters,
            Settlement settlement,
            Lanes lanes,
            CustomerSeal seal,
            Troubles troubles,
            DispatchMetrics metrics,
            DispatchTraces traces,
            Clock clock) {
        this.deadLetters = deadLetters;
        this.settlement = settlement;
        this.lanes = lanes;
        this.seal = seal;
        this.troubles = troubles;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
    }

    /** Dead-letters orders of which no event can be made, unless their brake has stopped it. */
    void unsendable(List<Plan.DeadLettered> orders, Waits waits) {
        List<Unsendable> unbraked = new ArrayList<>();
        boolean writable = true;
        for (Plan.DeadLettered each : orders) {
            Decision.DeadLetter decision = each.decision();
            Unsendable unsendable =
                    Unsendable.of(each.incoming(), each.incoming().id(), decision.reason(), decision.detail());
            traces.unsent(each.incoming(), "dead-lettered", decision.reason().text());
            if (decision.brake().isEmpty()) {
                unbraked.add(unsendable);
            } else if (!writable) {
                waits.add(each.incoming(), DEAD_LETTERS, UNTIL_KAFKA_WRITES);
            } else {
                writable = unlessBraked(
                        decision.brake(),
                        unsendable,
                        "Order after order is dead-lettered as "
                                + decision.reason().text(),
                        decision.detail(),
                        waits);
            }
        }
        write(unbraked, waits);
    }

    /** Events that can be sent release the brakes of seals and of unexpected faults, and those of keys that are known now. */
    void passed(int events) {
        if (events > 0) {
            released(Lanes.SEALS, events);
            released(Lanes.UNEXPECTED, events);
            lanes.pulledForKeys().stream().filter(seal::knows).forEach(key -> released(key, 1));
        }
    }

    private void released(String of, int events) {
        lanes.brake(of).passed(events);
        troubles.over(of);
    }

    /** Meta refuses this event. */
    void refused(String dataset, Outgoing culprit, CapiAnswer.Refused refused, Waits waits) {
        unlessBraked(
                dataset,
                new Unsendable(
                        culprit.incoming(),
                        new DeadLetter(
                                culprit.incoming().origin(),
                                culprit.receiptId(),
                                Reason.REFUSED,
                                refused.message(),
                                refused.code(),
                                refused.subcode(),
                                refused.fbtraceId())),
                "Meta refuses nearly everything",
                refused.code() + "/" + refused.subcode() + " " + refused.message(),
                waits);
    }

    /** Meta never gives an answer of use to this event, though it does to others. */
    void unanswered(String dataset, Outgoing culprit, String detail, Waits waits) {
        unlessBraked(
                dataset,
                Unsendable.of(culprit.incoming(), culprit.receiptId(), Reason.UNANSWERED, detail),
                "Meta meets trouble with nearly everything",
                detail,
                waits);
    }

    /** A fault of this program meets this event. */
    void unexpected(String dataset, Outgoing culprit, RuntimeException e, Waits waits) {
        unlessBraked(
                dataset,
                Unsendable.of(culprit.incoming(), culprit.receiptId(), Reason.UNEXPECTED, Decisions.unexpected(e)),
                "Nearly everything meets a fault of this program",
                Decisions.unexpected(e),
                waits);
    }

    /**
     * Dead-letters one order, unless nearly all fail the same way.
     *
     * @param of     whose brake it is: a dataset, the seals, or the id of a key
     * @param what   how nearly all fail
     * @param detail of this failure
     * @return false when Kafka takes no dead letters at present
     */
    private boolean unlessBraked(String of, Unsendable unsendable, String what, String detail, Waits waits) {
        Brake brake = lanes.brake(of);
        if (!brake.pulled()) {
            boolean written = !write(List.of(unsendable), waits).isEmpty();
            if (written) {
                brake.deadLettered();
            }
            return written;
        }
        troubles.stand(
                of,
                what
                        + ". Nothing more is dead-lettered: orders wait until one passes. Find out what has changed; or, if"
                        + " they are to be dead-lettered, say so on the console's page Now",
                detail,
                unsendable.incoming());
        waits.add(unsendable.incoming(), of, brake.probeEvery());
        return true;
    }

    /**
     * Writes dead letters, then their receipts. An order whose dead letter Kafka does not take waits.
     *
     * @return those whose dead letter is written
     */
    List<Unsendable> write(List<Unsendable> unsendable, Waits waits) {
        Set<DeadLetter> refused = Set.copyOf(
                deadLetters.write(unsendable.stream().map(Unsendable::letter).toList()));
        List<Unsendable> written = unsendable.stream()
                .filter(each -> !refused.contains(each.letter()))
                .toList();
        unsendable.stream()
                .filter(each -> refused.contains(each.letter()))
                .forEach(each -> notWritable(each.incoming(), waits));
        if (refused.isEmpty() && !written.isEmpty()) {
            troubles.over(DEAD_LETTERS);
        }
        Instant now = clock.instant();
        settlement.record(
                written.stream().map(each -> each.receipt(now)).toList(),
                written.stream().map(Unsendable::incoming).toList(),
                waits);
        written.forEach(each -> metrics.deadLettered(each.letter().reason().text()));
        return written;
    }

    private void notWritable(Incoming order, Waits waits) {
        troubles.stand(
                DEAD_LETTERS,
                "Kafka does not take dead letters on capi.dead-letters.v1. Nothing is lost: their orders wait, others"
                        + " pass. Look at the topic's rights, replicas and max.message.bytes",
                "",
                order);
        waits.add(order, DEAD_LETTERS, UNTIL_KAFKA_WRITES);
    }
}
