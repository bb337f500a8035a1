package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.visitor.Visitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads orders from the database. */
@Component
class OrderQueries {

    private final JdbcClient jdbc;

    OrderQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Order> find(UUID id) {
        return find("o.id = :value", id).stream().findFirst();
    }

    /** Newest first. */
    List<Order> find(Collection<UUID> ids) {
        return find("o.id in (:value)", ids);
    }

    Optional<Order> findBySession(String sessionId) {
        return find("o.stripe_session_id = :value", sessionId).stream().findFirst();
    }

    Optional<Order> findByPaymentIntent(String paymentIntentId) {
        // Each half finds its row by an index; with "or" between them PostgreSQL reads all orders.
        return find("""
                        o.id in (select id from orders where payment_intent_id = :value
                            union all select order_id from second_payment where payment_intent_id = :value)""", paymentIntentId).stream().findFirst();
    }

    /** Two queries, one after the other: nested, they would hold two connections of the pool. */
    private List<Order> find(String which, Object value) {
        Map<UUID, List<OrderItem>> items = new HashMap<>();
        jdbc.sql("select i.*, o.currency from order_item i join orders o on o.id = i.order_id where " + which
                        + " order by i.order_id, i.position")
                .param("value", value)
                .query(row -> {
                    items.computeIfAbsent(row.getObject("order_id", UUID.class), id -> new ArrayList<>())
                            .add(item(row));
                });
        return jdbc.sql("select o.* from orders o where " + which + " order by o.placed_at desc")
                .param("value", value)
                .query((row, index) -> order(row, items.getOrDefault(row.getObject("id", UUID.class), List.of())))
                .list();
    }

    private static Order order(ResultSet row, List<OrderItem> items) throws SQLException {
        return new Order(
                row.getObject("id", UUID.class),
                row.getString("event_id"),
                State.valueOf(row.getString("state")),
                items,
                new Money(row.getLong("total_minor"), row.getString("currency")),
                row.getString("stripe_session_id"),
                new Visitor(
                        row.getBoolean("marketing_consent") ? Visitor.Choice.GRANTED : Visitor.Choice.DENIED,
                        row.getString("visitor_id"),
                        row.getString("ip"),
                        row.getString("user_agent"),
                        row.getString("fbp"),
                        row.getString("fbc"),
                        row.getString("referrer_url")),
                sale(row));
    }

    private static @Nullable Sale sale(ResultSet row) throws SQLException {
        String reference = row.getString("reference");
        return reference == null
                ? null
                : new Sale(
                        reference,
                        row.getBoolean("sale_livemode"),
                        Sale.Event.valueOf(row.getString("event")),
                        expected(row),
                        row.getString("site"),
                        row.getString("source_url"),
                        row.getString("action_source"),
                        row.getString("invoice_id"),
                        row.getString("subscription_id"),
                        row.getString("visitor_reference"));
    }

    private static @Nullable Money expected(ResultSet row) throws SQLException {
        Long minorUnits = row.getObject("expected_minor", Long.class);
        return minorUnits == null ? null : new Money(minorUnits, row.getString("currency"));
    }

    private static OrderItem item(ResultSet row) throws SQLException {
        return new OrderItem(
                row.getString("sku"),
                row.getString("name"),
                row.getInt("quantity"),
                new Money(row.getLong("unit_price_minor"), row.getString("currency")));
    }

    /** Traceparent of the request that placed the order; null when that was not traced. */
    @Nullable
    String traceparent(UUID id) {
        return jdbc.sql("select traceparent from orders where id = ?")
                .param(id)
                .query((row, index) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** The sealed visitor; null when there is no such order, or it was placed without. */
    @Nullable
    String sealedVisitor(UUID id) {
        return jdbc.sql("select sealed_visitor from orders where id = ?")
                .param(id)
                .query((row, index) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(each -> each)
                .orElse(null);
    }

    /** Empty before an order is paid. */
    Optional<Instant> paidAt(UUID id) {
        return jdbc.sql("select paid_at from orders where id = ? and paid_at is not null")
                .param(id)
                .query((row, index) -> row.getTimestamp(1).toInstant())
                .optional();
    }
}
