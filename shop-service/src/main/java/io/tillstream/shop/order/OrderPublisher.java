package io.tillstream.shop.order;

import io.tillstream.shop.outbox.CloudEvent;
import io.tillstream.shop.outbox.Outbox;
import io.tillstream.shop.outbox.OutboxEntry;
import io.tillstream.shop.seal.CustomerSeal;
import io.tillstream.shop.storefront.StorefrontSettings;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes the message of a paid order and puts it into the outbox. */
@Component
class OrderPublisher {

    private final OrderRows rows;
    private final OrderQueries queries;
    private final Outbox outbox;
    private final CustomerSeal seal;
    private final Customers customers;
    private final JsonMapper json;
    private final StorefrontSettings storefront;
    private final Clock clock;

    OrderPublisher(
            OrderRows rows,
            OrderQueries queries,
            Outbox outbox,
            CustomerSeal seal,
            Customers customers,
            JsonMapper json,
            StorefrontSettings storefront,
            Clock clock) {
        this.rows = rows;
        this.queries = queries;
        this.outbox = outbox;
        this.seal = seal;
        this.customers = customers;
        this.json = json;
        this.storefront = storefront;
        this.clock = clock;
    }

    /** Within the transaction that marks the order as PAID. */
    void publish(UUID id, Payment payment) {
        // Read again: consent may have been withdrawn since the caller read the order.
        Order now = queries.find(id).orElseThrow();
        Customers.Facts facts = customers.of(now, payment);
        OutboxEntry entry = entry(OrderCompleted.of(now, payment, facts, seal, storefront.page("/thanks")));
        rows.keep(id, entry.payload(), facts.internal());
        outbox.append(entry);
    }

    private OutboxEntry entry(OrderCompleted message) {
        Map<String, String> headers =
                CloudEvent.headers(message.type(), message.eventId(), storefront.publicBaseUrl(), clock.instant());
        return new OutboxEntry(OrderCompleted.TOPIC, message.orderId(), headers, json.writeValueAsBytes(message));
    }
}
