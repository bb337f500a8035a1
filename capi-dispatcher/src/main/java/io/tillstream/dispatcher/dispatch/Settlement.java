package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.deadletter.DeadLetter;
import io.tillstream.dispatcher.deadletter.DeadLetters;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.matching.MatchKey;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What is written down of an order that is settled: its receipt, and its letter when it is dead. */
@Component
class Settlement {

    static final String NOT_WRITABLE = "Kafka does not take receipts on capi.receipts.v1. Nothing is lost: orders whose"
            + " receipts cannot be written are not sent. Look at the brokers, and at the topic's rights, replicas and"
            + " max.message.bytes";

    private static final Duration UNTIL_KAFKA_WRITES = Duration.ofSeconds(2);
    private static final Duration UNTIL_A_RULE_CHANGES = Duration.ofSeconds(15);
    /** What orders wait for while Kafka takes no letters. */
    static final String DEAD_LETTERS = "dead_letters";

    private final Receipts receipts;
    private final DeadLetters deadLetters;
    private final Lanes lanes;
    private final Troubles troubles;
    private final DispatchMetrics metrics;
    private final CommonAddress addresses;
    private final Clock clock;

    Settlement(
            Receipts receipts,
            DeadLetters deadLetters,
            Lanes lanes,
            Troubles troubles,
            DispatchMetrics metrics,
            CommonAddress addresses,
            Clock clock) {
        this.receipts = receipts;
        this.deadLetters = deadLetters;
        this.lanes = lanes;
        this.troubles = troubles;
        this.metrics = metrics;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Writes receipts; the orders of a partition that owes some wait until Kafka has taken them. */
    void record(List<Receipt> written, List<Incoming> orders, Waits waits) {
        receipts.record(written);
        Set<Integer> owing =
                written.stream().map(Receipt::partition).filter(receipts::owes).collect(Collectors.toSet());
        for (Incoming order : orders) {
            if (owing.contains(order.origin().partition())) {
                troubles.stand(Delivery.RECEIPTS, NOT_WRITABLE, "", order);
                waits.add(order, Delivery.RECEIPTS, UNTIL_KAFKA_WRITES);
            }
        }
        if (!written.isEmpty() && !receipts.owes()) {
            troubles.over(Delivery.RECEIPTS);
        }
    }

    void accepted(List<Outgoing> events, String fbtraceId, Waits waits) {
        Instant now = clock.instant();
        List<Receipt> accepted = new ArrayList<>(events.size());
        for (Outgoing each : events) {
            Set<MatchKey> keys = each.event().customer().matchKeys();
            metrics.accepted(each.event(), keys, now);
            addresses.saw(each.event().customer().ip());
            accepted.add(Receipt.accepted(
                    each.incoming().origin().partition(),
                    each.receiptId(),
                    fbtraceId,
                    each.incoming().sale(),
                    MatchKey.texts(keys),
                    now));
        }
        record(accepted, events.stream().map(Outgoing::incoming).toList(), waits);
        metrics.accepted(events.size());
    }

    /**
     * Writes letters, then their receipts. What Kafka does not take waits.
     *
     * @return those whose letter is written
     */
    List<Burial> bury(List<Burial> burials, Waits waits) {
        Set<DeadLetter> refused =
                Set.copyOf(deadLetters.bury(burials.stream().map(Burial::letter).toList()));
        List<Burial> buried = burials.stream()
                .filter(each -> !refused.contains(each.letter()))
                .toList();
        burials.stream().filter(each -> refused.contains(each.letter())).forEach(each -> {
            troubles.stand(
                    DEAD_LETTERS,
                    "Kafka does not take dead letters on capi.dead-letters.v1. Nothing is lost: their orders wait, others"
                            + " pass. Look at the topic's rights, replicas and max.message.bytes",
                    "",
                    each.incoming());
            waits.add(each.incoming(), DEAD_LETTERS, UNTIL_KAFKA_WRITES);
        });
        if (refused.isEmpty() && !buried.isEmpty()) {
            troubles.over(DEAD_LETTERS);
        }
        record(
                buried.stream()
                        .map(each -> Receipt.deadLettered(
                                each.incoming().origin().partition(),
                                each.letter().receiptId(),
                                each.letter().reason().text(),
                                each.letter().fbtraceId().isEmpty()
                                        ? null
                                        : each.letter().fbtraceId(),
                                each.incoming().sale(),
                                clock.instant()))
                        .toList(),
                buried.stream().map(Burial::incoming).toList(),
                waits);
        buried.forEach(each -> metrics.deadLettered(each.letter().reason().text()));
        return buried;
    }

    void refused(String dataset, Outgoing culprit, CapiAnswer.Refused refused, Waits waits) {
        unlessBraked(
                dataset,
                new Burial(
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

    void unanswered(String dataset, Outgoing culprit, String detail, Waits waits) {
        unlessBraked(
                dataset,
                Burial.of(culprit.incoming(), culprit.receiptId(), Reason.UNANSWERED, detail),
                "Meta meets trouble with nearly everything",
                detail,
                waits);
    }

    void unexpected(String dataset, Outgoing culprit, RuntimeException e, Waits waits) {
        unlessBraked(
                dataset,
                Burial.of(culprit.incoming(), culprit.receiptId(), Reason.UNEXPECTED, Decisions.unexpected(e)),
                "Nearly everything meets a fault of this program",
                Decisions.unexpected(e),
                waits);
    }

    /**
     * Buries one, unless nearly all die of the same.
     *
     * @param of     whose brake it is: a dataset, the seals, or a key of seals
     * @param what   what nearly all die of
     * @param detail of this death
     * @return false when Kafka takes no letters just now
     */
    boolean unlessBraked(String of, Burial burial, String what, String detail, Waits waits) {
        if (!lanes.brake(of).pulled()) {
            boolean written = !bury(List.of(burial), waits).isEmpty();
            if (written) {
                lanes.brake(of).buried();
            }
            return written;
        } else {
            troubles.stand(
                    of,
                    what
                            + ". Nothing more is dead-lettered: orders wait until one passes. Find out what has changed; or, if"
                            + " they are to be dead-lettered, say so on the console's page Now",
                    detail,
                    burial.incoming());
            waits.add(burial.incoming(), of, UNTIL_A_RULE_CHANGES);
            return true;
        }
    }

    /** By setting, what may be at Meta already waits for a person, among the dead letters. */
    void inDoubt(List<Outgoing> events, String cause, Waits waits) {
        // Should Kafka not take the letters now, this is remembered until it does.
        events.forEach(each -> receipts.doubt(
                each.incoming().origin().partition(), each.incoming().origin().offset()));
        bury(
                events.stream()
                        .map(each -> Burial.of(
                                each.incoming(), each.receiptId(), Reason.IN_DOUBT, "The answer was lost: " + cause))
                        .toList(),
                waits);
    }
}
