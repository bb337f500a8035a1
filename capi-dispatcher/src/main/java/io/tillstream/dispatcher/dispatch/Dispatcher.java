package io.tillstream.dispatcher.dispatch;

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

    private final Receipts receipts;
    private final Decisions decisions;
    private final Settlement settlement;
    private final Burials burials;
    private final Delivery delivery;
    private final Troubles troubles;
    private final DispatchMetrics metrics;
    private final DispatchTraces traces;

    Dispatcher(
            Receipts receipts,
            Decisions decisions,
            Settlement settlement,
            Burials burials,
            Delivery delivery,
            Troubles troubles,
            DispatchMetrics metrics,
            DispatchTraces traces) {
        this.receipts = receipts;
        this.decisions = decisions;
        this.settlement = settlement;
        this.burials = burials;
        this.delivery = delivery;
        this.troubles = troubles;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** Settles a batch. It throws nothing that an order caused. */
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
        Plan plan = decisions.plan(unseen);
        plan.held().forEach(held -> hold(held, waits));
        troubles.overUnlessMetWithin(CLOCK_IS_RIGHT_AFTER, Decisions.CLOCK);
        settlement.suppress(plan.suppressed(), waits);
        burials.bury(plan.buried(), waits);
        burials.passed(plan.size());
        delivery.deliver(plan, lease, waits);
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

    /** Orders without a receipt; of an order that comes twice in one batch, the first. */
    private List<Incoming> unseen(List<Incoming> batch) {
        Set<String> inBatch = new HashSet<>();
        return batch.stream()
                .filter(incoming -> incoming.unsettled(receipts, incoming.id()))
                .filter(incoming -> inBatch.add(incoming.id()))
                .toList();
    }

    private void hold(Plan.Held held, Waits waits) {
        if (!held.hold().why().isEmpty()) {
            troubles.stand(held.hold().hold(), held.hold().why(), "", held.incoming());
        }
        waits.add(held.incoming(), held.hold().hold(), held.hold().retryIn());
    }
}
