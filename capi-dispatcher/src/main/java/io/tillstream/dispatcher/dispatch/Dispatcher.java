package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import io.tillstream.dispatcher.withdrawal.Withdrawals;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides for each order of a batch what becomes of it, and sees to it. */
@Component
public class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** What waits for the clock is looked at twice in this time. */
    private static final Duration CLOCK_IS_RIGHT_AFTER = Duration.ofMinutes(1);

    private static final Duration WHILE_PAUSED = Duration.ofSeconds(1);
    private static final Duration UNTIL_KAFKA_ANSWERS = Duration.ofSeconds(2);

    private final Receipts receipts;
    private final Decisions decisions;
    private final Delivery delivery;
    private final Settlement settlement;
    private final Lanes lanes;
    private final Troubles troubles;
    private final Capi capi;
    private final DispatchMetrics metrics;
    private final Actions actions;
    private final Withdrawals withdrawals;
    private final DispatchTraces traces;
    private final DispatchSettings settings;
    private final Clock clock;
    private final AtomicInteger turns = new AtomicInteger();

    Dispatcher(
            Receipts receipts,
            Decisions decisions,
            Delivery delivery,
            Settlement settlement,
            Lanes lanes,
            Troubles troubles,
            Capi capi,
            DispatchMetrics metrics,
            Actions actions,
            Withdrawals withdrawals,
            DispatchTraces traces,
            DispatchSettings settings,
            Clock clock) {
        this.receipts = receipts;
        this.decisions = decisions;
        this.delivery = delivery;
        this.settlement = settlement;
        this.lanes = lanes;
        this.troubles = troubles;
        this.capi = capi;
        this.metrics = metrics;
        this.actions = actions;
        this.withdrawals = withdrawals;
        this.traces = traces;
        this.settings = settings;
        this.clock = clock;
    }

    /** How long nothing can be sent at all, so that a batch need not be read; zero when something may. */
    public Duration rest() {
        if (actions.pause().isPresent()) {
            return WHILE_PAUSED;
        }
        if (!withdrawals.known()) {
            troubles.stand(
                    "withdrawals",
                    "Kafka does not say whose consent was withdrawn. Nothing is lost: orders wait rather than go without"
                            + " consent. Look at the brokers and at the rights on shop.consent-withdrawn.v1",
                    "",
                    null);
            return UNTIL_KAFKA_ANSWERS;
        }
        troubles.over("withdrawals");
        return capi.shortestWait();
    }

    /** Sees each order of a batch to its receipt, or says which wait and for what. */
    public Outcome dispatch(List<Incoming> batch, Lease lease) {
        try (DispatchTraces.BatchSpan span = traces.startBatch(batch)) {
            Outcome outcome = settle(batch, lease);
            span.ended(outcome);
            return outcome;
        }
    }

    private Outcome settle(List<Incoming> batch, Lease lease) {
        Waits waits = new Waits();
        List<Incoming> open =
                batch.stream().filter(incoming -> open(incoming, waits)).toList();
        List<Incoming> unseen = unseen(open);
        Plan plan = new Plan(capi.dataset());
        unseen.forEach(incoming -> plan.add(incoming, decisions.of(incoming)));
        plan.held().forEach(held -> hold(held, waits));
        troubles.overUnlessMetWithin(CLOCK_IS_RIGHT_AFTER, Decisions.CLOCK);
        suppress(plan.suppressed(), waits);
        bury(plan.buried(), waits);
        deliver(plan, lease, waits);
        Outcome outcome = waits.outcome();
        metrics.duplicates(open.size() - unseen.size());
        log.atInfo()
                .addKeyValue("orders", batch.size())
                .addKeyValue("to_send", plan.size())
                .addKeyValue("suppressed", plan.suppressed().size())
                .addKeyValue("dead_lettered", plan.buried().size())
                .addKeyValue("duplicates", open.size() - unseen.size())
                .addKeyValue("waiting", waits.orders())
                .log(outcome instanceof Outcome.Settled ? "batch dispatched" : "batch deferred");
        return outcome;
    }

    /** Whether what is done of its partition is known, and written down. */
    private boolean open(Incoming incoming, Waits waits) {
        int partition = incoming.origin().partition();
        if (!receipts.known(partition)) {
            waits.add(incoming, "restore", UNTIL_KAFKA_ANSWERS);
            return false;
        }
        if (receipts.owes(partition)) {
            troubles.stand(Delivery.RECEIPTS, Settlement.NOT_WRITABLE, "", incoming);
            waits.add(incoming, Delivery.RECEIPTS, UNTIL_KAFKA_ANSWERS);
            return false;
        }
        return true;
    }

    private void hold(Plan.Held held, Waits waits) {
        if (!held.hold().why().isEmpty()) {
            troubles.stand(held.hold().hold(), held.hold().why(), "", held.incoming());
        }
        waits.add(held.incoming(), held.hold().hold(), held.hold().retryIn());
    }

    /** What would become of a message if it came now; nothing is done about it. */
    public Preview preview(Incoming incoming) {
        return switch (decisions.of(incoming)) {
            case Decision.Send send -> new Preview("sent", true);
            case Decision.Suppress suppress ->
                new Preview("suppressed: " + suppress.reason().text(), true);
            case Decision.Bury bury ->
                new Preview("dead again: " + bury.reason().text(), false);
            case Decision.Hold hold -> new Preview("held: " + hold.why(), false);
        };
    }

    /** The event that Meta gets for an order, as JSON; empty when none can be made. Nothing is sent. */
    public Optional<byte[]> event(Incoming incoming) {
        return decisions.event(incoming).map(capi::json);
    }

    /**
     * What would become of a message.
     *
     * @param verdict in words
     * @param passes  whether it would be settled without a second death
     */
    public record Preview(String verdict, boolean passes) {}

    /** What has no receipt yet; of an order that comes twice in one batch, the first. */
    private List<Incoming> unseen(List<Incoming> batch) {
        Set<String> inBatch = new HashSet<>();
        return batch.stream()
                .filter(incoming -> toBeDone(incoming, incoming.id()))
                .filter(incoming -> inBatch.add(incoming.id()))
                .toList();
    }

    /** It has no receipt, or one of a death that an operator has let it return from. */
    private boolean toBeDone(Incoming incoming, String receiptId) {
        int partition = incoming.origin().partition();
        return receipts.unseen(partition, receiptId)
                || (incoming.origin().replayed()
                        && receipts.deadBefore(
                                partition, receiptId, incoming.origin().offset()));
    }

    private void suppress(List<Plan.Suppressed> suppressed, Waits waits) {
        settlement.record(
                suppressed.stream()
                        .map(each -> Receipt.suppressed(
                                each.incoming().origin().partition(),
                                each.incoming().id(),
                                each.reason().text(),
                                each.incoming().sale(),
                                clock.instant()))
                        .toList(),
                suppressed.stream().map(Plan.Suppressed::incoming).toList(),
                waits);
        suppressed.forEach(each -> {
            metrics.suppressed(each.reason().text());
            traces.unsent(each.incoming(), "suppressed", each.reason().text());
        });
    }

    private void bury(List<Plan.Buried> buried, Waits waits) {
        List<Burial> now = new ArrayList<>();
        boolean writable = true;
        for (Plan.Buried each : buried) {
            Decision.Bury bury = each.bury();
            Burial burial = Burial.of(each.incoming(), each.incoming().id(), bury.reason(), bury.detail());
            traces.unsent(each.incoming(), "dead-lettered", bury.reason().text());
            if (bury.brake().isEmpty()) {
                now.add(burial);
            } else if (!writable) {
                waits.add(each.incoming(), Settlement.DEAD_LETTERS, UNTIL_KAFKA_ANSWERS);
            } else {
                writable = settlement.unlessBraked(
                        bury.brake(),
                        burial,
                        "Order after order dies as " + bury.reason().text(),
                        bury.detail(),
                        waits);
            }
        }
        settlement.bury(now, waits);
    }

    private void deliver(Plan plan, Lease lease, Waits waits) {
        if (plan.size() > 0) {
            lanes.brake(Lanes.SEALS).passed(plan.size());
            lanes.brake(Lanes.UNEXPECTED).passed(plan.size());
            troubles.over(Lanes.SEALS);
            troubles.over(Lanes.UNEXPECTED);
        }
        List<String> datasets = new ArrayList<>(plan.byDataset().keySet());
        // They share the lease's time: a slow one must not always come before the others.
        Collections.rotate(datasets, turns.getAndIncrement());
        datasets.forEach(dataset -> {
            List<Outgoing> outgoing = plan.byDataset().getOrDefault(dataset, List.of());
            List<Outgoing> events = outgoing.stream()
                    // Under its event id it was found unseen already.
                    .filter(each -> each.receiptId().equals(each.incoming().id())
                            || toBeDone(each.incoming(), each.receiptId()))
                    // Whose seven days end first goes first.
                    .sorted(Comparator.comparing(each -> each.event().time()))
                    .toList();
            delivery.deliver(dataset, undoubted(events, waits), lease, waits);
        });
    }

    /** Those to be sent. What was on its way when its partition changed hands may be at Meta already: it is counted once. */
    private List<Outgoing> undoubted(List<Outgoing> events, Waits waits) {
        List<Outgoing> doubted = events.stream()
                .filter(each -> receipts.inDoubt(
                        each.incoming().origin().partition(),
                        each.incoming().origin().offset()))
                .toList();
        if (doubted.isEmpty()) {
            return events;
        }
        if (settings.inDoubt() == DispatchSettings.InDoubt.HOLD) {
            settlement.inDoubt(doubted, "its dispatcher ended while it was on its way", waits);
            return events.stream().filter(each -> !doubted.contains(each)).toList();
        }
        metrics.inDoubt("killed", doubted.size());
        doubted.forEach(each -> receipts.doubtCounted(
                each.incoming().origin().partition(), each.incoming().origin().offset()));
        return events;
    }
}
