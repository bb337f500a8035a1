package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides for each order of a batch what becomes of it, and sees to it. */
@Component
public class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** Meta refuses a whole request for one event that is older; an hour is left for the way there. */
    private static final Duration OLDEST = Duration.ofDays(7).minusHours(1);

    private final Receipts receipts;
    private final CustomerSeal seal;
    private final Capi capi;
    private final DispatchMetrics metrics;
    private final Clock clock;

    Dispatcher(Receipts receipts, CustomerSeal seal, Capi capi, DispatchMetrics metrics, Clock clock) {
        this.receipts = receipts;
        this.seal = seal;
        this.capi = capi;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Returns once every order of the batch has a receipt, and its offset may be committed.
     *
     * @throws Undelivered when Meta did not accept; the batch is to be given again later
     */
    public void dispatch(List<Incoming> batch) {
        List<Incoming> unseen = unseen(batch);
        List<Receipt> suppressed = new ArrayList<>();
        List<Outgoing> outgoing = new ArrayList<>();
        for (Incoming incoming : unseen) {
            switch (decide(incoming.order())) {
                case Decision.Send send -> outgoing.add(new Outgoing(incoming, send.event()));
                case Decision.Suppress suppress -> suppressed.add(receipt(incoming, suppress.reason()));
            }
        }
        receipts.record(suppressed);
        metrics.suppressed(suppressed);
        for (int from = 0; from < outgoing.size(); from += Capi.MOST_EVENTS) {
            deliver(outgoing.subList(from, Math.min(from + Capi.MOST_EVENTS, outgoing.size())));
        }
        metrics.duplicates(batch.size() - unseen.size());
        log.atInfo()
                .addKeyValue("orders", batch.size())
                .addKeyValue("accepted", outgoing.size())
                .addKeyValue("suppressed", suppressed.size())
                .addKeyValue("duplicates", batch.size() - unseen.size())
                .log("batch dispatched");
    }

    /** What has no receipt yet; of an order that comes twice in one batch, the first. */
    private List<Incoming> unseen(List<Incoming> batch) {
        Set<String> inBatch = new HashSet<>();
        return batch.stream()
                .filter(incoming ->
                        receipts.unseen(incoming.partition(), incoming.order().eventId()))
                .filter(incoming -> inBatch.add(incoming.order().eventId()))
                .toList();
    }

    private Decision decide(OrderCompleted order) {
        if (!order.consented()) {
            return new Decision.Suppress("no_consent");
        }
        if (order.paidAt().isBefore(clock.instant().minus(OLDEST))) {
            return new Decision.Suppress("too_old");
        }
        HashedCustomer customer = HashedCustomer.of(seal.open(order.customer()));
        return customer.matchable() ? new Decision.Send(event(order, customer)) : new Decision.Suppress("unmatchable");
    }

    private static CapiEvent event(OrderCompleted order, HashedCustomer customer) {
        return new CapiEvent(
                order.eventId(),
                order.paidAt(),
                order.sourceUrl(),
                customer,
                order.total(),
                order.currency(),
                order.orderId(),
                order.items().stream()
                        .map(item -> new CapiEvent.Content(item.sku(), item.quantity(), item.unitPrice()))
                        .toList());
    }

    private void deliver(List<Outgoing> outgoing) {
        CapiAnswer answer = capi.send(outgoing.stream().map(Outgoing::event).toList());
        if (!(answer instanceof CapiAnswer.Accepted accepted)) {
            throw new Undelivered(answer);
        }
        Instant now = clock.instant();
        receipts.record(outgoing.stream()
                .map(each -> Receipt.accepted(
                        each.incoming().partition(), each.event().id(), accepted.fbtraceId(), now))
                .toList());
        outgoing.forEach(each -> metrics.accepted(Duration.between(each.event().time(), now)));
    }

    private Receipt receipt(Incoming incoming, String reason) {
        return Receipt.suppressed(incoming.partition(), incoming.order().eventId(), reason, clock.instant());
    }

    private record Outgoing(Incoming incoming, CapiEvent event) {}

    private sealed interface Decision {

        record Send(CapiEvent event) implements Decision {}

        record Suppress(String reason) implements Decision {}
    }
}
