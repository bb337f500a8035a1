package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.outbox.Outbox;
import io.tillstream.shop.outbox.OutboxEntry;
import io.tillstream.shop.visitor.StorefrontSettings;
import io.tillstream.shop.visitor.Visitor;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** All orders. What changes one is a guarded update, so that doing it twice, or in two shops at once, does it once. */
@Component
public class Orders {

    private final JdbcClient jdbc;
    private final OrderRows rows;
    private final Outbox outbox;
    private final CustomerSeal seal;
    private final JsonMapper json;
    private final StorefrontSettings storefront;
    private final Clock clock;

    Orders(
            JdbcClient jdbc,
            Outbox outbox,
            CustomerSeal seal,
            JsonMapper json,
            StorefrontSettings storefront,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = new OrderRows(jdbc);
        this.outbox = outbox;
        this.seal = seal;
        this.json = json;
        this.storefront = storefront;
        this.clock = clock;
    }

    /** @param items at least one, all in one currency */
    @Transactional
    public Order place(List<OrderItem> items, Visitor visitor) {
        Money total = items.stream().map(OrderItem::total).reduce(Money::plus).orElseThrow();
        Order order = new Order(UUID.randomUUID(), UUID.randomUUID(), State.PENDING, items, total, null, visitor);
        rows.insert(order, clock.instant());
        return order;
    }

    /** Remembers the Checkout Session that Stripe opened for an order. */
    public void sessionOpened(UUID id, String stripeSessionId) {
        jdbc.sql("update orders set stripe_session_id = ? where id = ?")
                .params(stripeSessionId, id)
                .update();
    }

    /** @return empty when the order is not ours */
    public Optional<Order> find(UUID id) {
        return rows.find(id);
    }

    /**
     * Turns a pending order paid and, in the same transaction, puts its message into the outbox.
     *
     * @return false when it was not pending any more; then nothing has changed
     */
    @Transactional
    public boolean markPaid(Order order, Payment payment) {
        int changed = jdbc.sql("update orders set state = 'PAID', paid_at = ? where id = ? and state = 'PENDING'")
                .params(Timestamp.from(payment.paidAt()), order.id())
                .update();
        if (changed == 0) {
            return false;
        }
        outbox.append(entry(OrderCompleted.of(order, payment, seal, storefront.page("/thanks"))));
        return true;
    }

    /**
     * Keeps a paid order from Kafka because it was not paid as we asked.
     *
     * @return false when it was not pending any more
     */
    public boolean hold(Order order, Payment payment, String reason) {
        return jdbc.sql("""
                        update orders set state = 'HELD', paid_at = ?, held_reason = ?
                        where id = ? and state = 'PENDING'""")
                        .params(Timestamp.from(payment.paidAt()), reason, order.id())
                        .update()
                == 1;
    }

    /** @return true the first time only, so that what belongs to the first look at a paid order happens once */
    public boolean markShown(UUID id) {
        return jdbc.sql("update orders set shown_at = ? where id = ? and state = 'PAID' and shown_at is null")
                        .params(Timestamp.from(clock.instant()), id)
                        .update()
                == 1;
    }

    /** How many orders there are in each state. */
    Map<State, Long> count() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        jdbc.sql("select state, count(*) from orders group by state").query(row -> {
            counts.put(State.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    private OutboxEntry entry(OrderCompleted message) {
        // CloudEvents 1.0, binary mode of its Kafka binding: attributes as headers, the message itself as value.
        Map<String, String> headers = Map.of(
                "content-type",
                "application/json",
                "ce_specversion",
                "1.0",
                "ce_id",
                message.eventId(),
                "ce_type",
                OrderCompleted.TYPE,
                "ce_source",
                storefront.publicBaseUrl(),
                "ce_time",
                Instant.now(clock).toString());
        return new OutboxEntry(OrderCompleted.TOPIC, message.orderId(), headers, json.writeValueAsBytes(message));
    }
}
