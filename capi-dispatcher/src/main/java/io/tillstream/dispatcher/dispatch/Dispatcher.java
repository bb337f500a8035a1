package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes each order of a batch to its receipt: sent, suppressed or dead-lettered; or says which orders wait, and for what. */
@Component
public class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** An order that waits for the clock is looked at twice in this time. */
    private static final Duration CLOCK_IS_RIGHT_AFTER = Duration.ofMinutes(1);

    private static final Duration UNTIL_KAFKA_ANSWERS = Duration.ofSeconds(2);

    private final Preparation preparation;
    private final Receipts receipts;
    private final Decisions decisions;
    private final Settlement settlement;
    private final DeadLettering deadLettering;
    private final Delivery delivery;
    private final Troubles troubles;
    private final DispatchMetrics metrics;
    private final DispatchTraces traces;

    Dispatcher(
            Preparation preparation,
            Receipts receipts,
            Decisions decisions,
            Settlement settlement,
            DeadLettering deadLettering,
            Delivery delivery,
            Troubles troubles,
            DispatchMetrics metrics,
            DispatchTraces traces) {
        this.preparation = preparation;
        this.receipts = receipts;
        this.decisions = decisions;
        this.settlement = settlement;
        this.deadLettering = deadLettering;
        this.delivery = delivery;
        this.troubles = troubles;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** Settles a batch. It throws nothing that an order caused. */
    public Outcome dispatch(List<Origin> batch, Lease lease) {
        try (DispatchTraces.BatchSpan span = traces.startBatch(batch)) {
            Waits waits = new Waits();
            Set<String> inBatch = new HashSet<>();
            for (List<Preparation.Prepared> portion : preparation.portions(batch)) {
                settle(portion, inBatch, lease, waits);
            }
            Outcome outcome = waits.outcome();
            span.ended(outcome);
            return outcome;
        }
    }

    private void settle(List<Preparation.Prepared> portion, Set<String> inBatch, Lease lease, Waits waits) {
        int waitedBefore = waits.orders();
        List<Preparation.Prepared> open =
                portion.stream().filter(each -> open(each.incoming(), waits)).toList();
        // Orders without a receipt; of an order that comes twice in one batch, the first.
        List<Preparation.Prepared> unseen = open.stream()
                .filter(each ->
                        each.incoming().unsettled(receipts, each.incoming().id()))
                .filter(each -> inBatch.add(each.incoming().id()))
                .toList();
        Plan plan = decisions.plan(unseen);
        plan.held().forEach(held -> hold(held, waits));
        troubles.overUnlessMetWithin(CLOCK_IS_RIGHT_AFTER, Decisions.CLOCK);
        settlement.suppress(plan.suppressed(), waits);
        deadLettering.unsendable(plan.deadLettered(), waits);
        deadLettering.passed(plan.size());
        delivery.deliver(plan, lease, waits);
        metrics.duplicates(open.size() - unseen.size());
        log.atInfo()
                .addKeyValue("orders", portion.size())
                .addKeyValue("to_send", plan.size())
                .addKeyValue("suppressed", plan.suppressed().size())
                .addKeyValue("dead_lettered", plan.deadLettered().size())
                .addKeyValue("duplicates", open.size() - unseen.size())
                .addKeyValue("waiting", waits.orders() - waitedBefore)
                .log(waits.orders() == waitedBefore ? "batch dispatched" : "batch deferred");
    }

    /** Whether the receipts of its partition are known, and Kafka has taken all that were written. */
    private boolean open(Incoming incoming, Waits waits) {
        int partition = incoming.origin().partition();
        if (!receipts.known(partition)) {
            waits.add(incoming, "restore", UNTIL_KAFKA_ANSWERS);
            return false;
        }
        if (receipts.owes(partition)) {
            troubles.stand(Settlement.RECEIPTS, Settlement.NOT_WRITABLE, "", incoming);
            waits.add(incoming, Settlement.RECEIPTS, UNTIL_KAFKA_ANSWERS);
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
}
