package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.visitor.Visitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

/** Orders as rows: how a whole one is written and read. */
class OrderRows {

    private final JdbcClient jdbc;

    OrderRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when there is an order with this id; then nothing has changed */
    boolean insert(Order order, Instant placedAt, @Nullable String traceparent, @Nullable String sealedVisitor) {
        Visitor visitor = order.visitor();
        int inserted = jdbc.sql("""
                insert into orders (id, event_id, state, total_minor, currency, placed_at,
                    marketing_consent, visitor_id, ip, user_agent, fbp, fbc, referrer_url, traceparent, sealed_visitor)
                values (:id, :event, :state, :total, :currency, :placed, :consent, :visitor, :ip, :agent, :fbp, :fbc, :referrer, :trace, :sealed)
                on conflict (id) do nothing""")
                .param("id", order.id())
                .param("event", order.eventId())
                .param("state", order.state().name())
                .param("total", order.total().minorUnits())
                .param("currency", order.total().currency())
                .param("placed", Timestamp.from(placedAt))
                .param("consent", visitor.consents())
                .param("visitor", visitor.id())
                .param("ip", visitor.ip())
                .param("agent", visitor.userAgent())
                .param("fbp", visitor.fbp())
                .param("fbc", visitor.fbc())
                .param("referrer", visitor.referrer())
                .param("trace", traceparent)
                .param("sealed", sealedVisitor)
                .update();
        if (inserted == 0) {
            return false;
        }
        for (int position = 0; position < order.items().size(); position++) {
            OrderItem item = order.items().get(position);
            jdbc.sql("insert into order_item values (?, ?, ?, ?, ?, ?)")
                    .params(
                            order.id(),
                            position,
                            item.sku(),
                            item.name(),
                            item.quantity(),
                            item.unitPrice().minorUnits())
                    .update();
        }
        return true;
    }

    /** Puts the visitor as they are now in the place of what was kept of them; not once the order is on its way to be paid. */
    void refresh(UUID id, Visitor visitor, String sealedVisitor) {
        jdbc.sql("""
                update orders set marketing_consent = :consent, visitor_id = :visitor, ip = :ip, user_agent = :agent,
                    fbp = :fbp, fbc = :fbc, referrer_url = :referrer, sealed_visitor = :sealed
                where id = :id and state = 'PENDING'
                    and (marketing_consent, visitor_id, ip, user_agent, fbp, fbc, referrer_url)
                        is distinct from (:consent, :visitor, :ip, :agent, :fbp, :fbc, :referrer)""")
                .param("sealed", sealedVisitor)
                .param("id", id)
                .param("consent", visitor.consents())
                .param("visitor", visitor.id())
                .param("ip", visitor.ip())
                .param("agent", visitor.userAgent())
                .param("fbp", visitor.fbp())
                .param("fbc", visitor.fbc())
                .param("referrer", visitor.referrer())
                .update();
    }

    /** @return false when the order is in none of the states */
    boolean collected(UUID id, State next, Payment payment, @Nullable String reason, List<String> from) {
        return jdbc.sql("""
                        update orders set state = :next, paid_at = :paid, held_reason = :reason,
                            payment_intent_id = :intent, gross_minor = :gross, discount_minor = :discount,
                            shipping_minor = :shipping, tax_minor = :tax, paid_currency = :currency
                        where id = :id and state in (:from)""")
                        .param("next", next.name())
                        .param("paid", Timestamp.from(payment.paidAt()))
                        .param("reason", reason)
                        .param("intent", payment.paymentIntentId())
                        .param("gross", payment.amounts().total().minorUnits())
                        .param("discount", payment.amounts().discount().minorUnits())
                        .param("shipping", payment.amounts().shipping().minorUnits())
                        .param("tax", payment.amounts().tax().minorUnits())
                        .param("currency", payment.amounts().total().currency())
                        .param("id", id)
                        .param("from", from)
                        .update()
                == 1;
    }

    /** Of the request in which it was placed; null when that was not traced. */
    @Nullable
    String traceparent(UUID id) {
        return jdbc.sql("select traceparent from orders where id = ?")
                .param(id)
                .query((row, index) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

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

    /** @param internal whether the shop itself bought */
    void keep(UUID id, byte[] message, boolean internal) {
        jdbc.sql("update orders set message = ?, internal = ? where id = ?")
                .params(message, internal, id)
                .update();
    }

    Optional<Order> find(UUID id) {
        return find("o.id = :value", id).stream().findFirst();
    }

    /** The newest first. */
    List<Order> find(Collection<UUID> ids) {
        return find("o.id in (:value)", ids);
    }

    Optional<Order> findBySession(String sessionId) {
        return find("o.stripe_session_id = :value", sessionId).stream().findFirst();
    }

    Optional<Order> findByPaymentIntent(String paymentIntentId) {
        return find(
                        "o.payment_intent_id = :value or o.id in (select order_id from second_payment where payment_intent_id = :value)",
                        paymentIntentId)
                .stream()
                .findFirst();
    }

    /** One query after the other: the second within the first would hold two connections of the pool at a time. */
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
                row.getObject("event_id", UUID.class),
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
                        row.getString("referrer_url")));
    }

    private static OrderItem item(ResultSet row) throws SQLException {
        return new OrderItem(
                row.getString("sku"),
                row.getString("name"),
                row.getInt("quantity"),
                new Money(row.getLong("unit_price_minor"), row.getString("currency")));
    }
}
