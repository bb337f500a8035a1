package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.deadletter.DeadLetter;
import io.tillstream.dispatcher.deadletter.DeadLetters;
import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides for each order of a batch what becomes of it, and sees to it. */
@Component
public class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration UNTIL_A_PERSON_ACTS = Duration.ofSeconds(30);
    private static final Duration WHILE_PAUSED = Duration.ofSeconds(1);

    private final Receipts receipts;
    private final Decisions decisions;
    private final Delivery delivery;
    private final DeadLetters deadLetters;
    private final Capi capi;
    private final DispatchMetrics metrics;
    private final Actions actions;
    private final DispatchTraces traces;
    private final Clock clock;

    Dispatcher(
            Receipts receipts,
            Decisions decisions,
            Delivery delivery,
            DeadLetters deadLetters,
            Capi capi,
            DispatchMetrics metrics,
            Actions actions,
            DispatchTraces traces,
            Clock clock) {
        this.receipts = receipts;
        this.decisions = decisions;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        this.capi = capi;
        this.metrics = metrics;
        this.actions = actions;
        this.traces = traces;
        this.clock = clock;
    }

    /** Sees each order of a batch to its receipt, or says how long the batch must wait. */
    public Outcome dispatch(List<Incoming> batch) {
        if (actions.pause().isPresent()) {
            return new Outcome.Deferred(WHILE_PAUSED);
        }
        if (!capi.open()) {
            return new Outcome.Deferred(capi.remaining());
        }
        return traces.batch(batch, () -> settle(batch));
    }

    private Outcome settle(List<Incoming> batch) {
        receipts.writeOutstanding();
        List<Incoming> unseen = unseen(batch);
        Plan plan = new Plan(capi.dataset());
        unseen.forEach(incoming -> plan.add(incoming, decisions.of(incoming)));
        suppress(plan.suppressed());
        bury(plan.buried());
        Outcome outcome = deliver(plan);
        if (outcome instanceof Outcome.Settled) {
            metrics.duplicates(batch.size() - unseen.size());
        }
        log.atInfo()
                .addKeyValue("orders", batch.size())
                .addKeyValue("to_send", plan.size())
                .addKeyValue("suppressed", plan.suppressed().size())
                .addKeyValue("dead_lettered", plan.buried().size())
                .addKeyValue("duplicates", batch.size() - unseen.size())
                .log(outcome instanceof Outcome.Settled ? "batch dispatched" : "batch deferred");
        return outcome;
    }

    /** What would become of a message if it came now; nothing is done about it. */
    public Preview preview(Incoming incoming) {
        return switch (decisions.of(incoming)) {
            case Decision.Send send -> new Preview("sent", true);
            case Decision.Suppress suppress -> new Preview("suppressed: " + suppress.reason(), true);
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
                || (receipts.dead(partition, receiptId) && incoming.origin().replayed());
    }

    private void suppress(List<Plan.Suppressed> suppressed) {
        receipts.record(suppressed.stream()
                .map(each -> Receipt.suppressed(
                        each.incoming().origin().partition(),
                        each.incoming().id(),
                        each.reason(),
                        each.incoming().sale(),
                        clock.instant()))
                .toList());
        suppressed.forEach(each -> {
            metrics.suppressed(each.reason());
            traces.unsent(each.incoming(), "suppressed", each.reason());
        });
    }

    private void bury(List<Plan.Buried> buried) {
        List<DeadLetter> refused = deadLetters.bury(buried.stream()
                .map(each ->
                        DeadLetter.of(each.incoming().origin(), each.incoming().id(), each.reason(), each.detail()))
                .toList());
        if (!refused.isEmpty()) {
            throw new org.springframework.kafka.KafkaException(
                    "Kafka did not take " + refused.size() + " dead letters");
        }
        receipts.record(buried.stream()
                .map(each -> Receipt.deadLettered(
                        each.incoming().origin().partition(),
                        each.incoming().id(),
                        each.reason().text(),
                        null,
                        each.incoming().sale(),
                        clock.instant()))
                .toList());
        buried.forEach(each -> {
            metrics.deadLettered(each.reason().text());
            traces.unsent(each.incoming(), "dead-lettered", each.reason().text());
        });
    }

    private Outcome deliver(Plan plan) {
        for (Map.Entry<String, List<Outgoing>> dataset : plan.byDataset().entrySet()) {
            List<Outgoing> events = dataset.getValue().stream()
                    // Under its event id it was found unseen already.
                    .filter(each -> each.receiptId().equals(each.incoming().id())
                            || toBeDone(each.incoming(), each.receiptId()))
                    // Whose seven days end first goes first.
                    .sorted(Comparator.comparing(each -> each.event().time()))
                    .toList();
            Outcome outcome = delivery.deliver(dataset.getKey(), events);
            if (outcome instanceof Outcome.Deferred) {
                return outcome;
            }
        }
        return plan.held().stream()
                .findFirst()
                .<Outcome>map(why -> {
                    log.error(why);
                    return new Outcome.Deferred(UNTIL_A_PERSON_ACTS);
                })
                .orElseGet(Outcome.Settled::new);
    }
}
