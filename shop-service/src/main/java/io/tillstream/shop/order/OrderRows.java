package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.visitor.Visitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
    boolean insert(Order order, Instant placedAt) {
        Visitor visitor = order.visitor();
        int inserted = jdbc.sql("""
                insert into orders (id, event_id, state, total_minor, currency, placed_at,
                    marketing_consent, visitor_id, ip, user_agent, fbp, fbc)
                values (:id, :event, :state, :total, :currency, :placed, :consent, :visitor, :ip, :agent, :fbp, :fbc)
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

    /** @return false when the order is in none of the states */
    boolean collected(UUID id, State next, Payment payment, @Nullable String reason, List<String> from) {
        return jdbc.sql("""
                        update orders set state = :next, paid_at = :paid, held_reason = :reason,
                            payment_intent_id = :intent, gross_minor = :gross, discount_minor = :discount,
                            shipping_minor = :shipping, tax_minor = :tax
                        where id = :id and state in (:from)""")
                        .param("next", next.name())
                        .param("paid", Timestamp.from(payment.paidAt()))
                        .param("reason", reason)
                        .param("intent", payment.paymentIntentId())
                        .param("gross", payment.amounts().total().minorUnits())
                        .param("discount", payment.amounts().discount().minorUnits())
                        .param("shipping", payment.amounts().shipping().minorUnits())
                        .param("tax", payment.amounts().tax().minorUnits())
                        .param("id", id)
                        .param("from", from)
                        .update()
                == 1;
    }

    Optional<Order> find(UUID id) {
        return jdbc.sql("select * from orders where id = ?")
                .param(id)
                .query((row, index) -> order(row))
                .optional();
    }

    List<Order> find(Collection<UUID> ids) {
        return jdbc.sql("select * from orders where id in (:ids) order by placed_at desc")
                .param("ids", ids)
                .query((row, index) -> order(row))
                .list();
    }

    Optional<Order> findByPaymentIntent(String paymentIntentId) {
        return jdbc.sql("select * from orders where payment_intent_id = ?")
                .param(paymentIntentId)
                .query((row, index) -> order(row))
                .optional();
    }

    private Order order(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String currency = row.getString("currency");
        return new Order(
                id,
                row.getObject("event_id", UUID.class),
                State.valueOf(row.getString("state")),
                items(id, currency),
                new Money(row.getLong("total_minor"), currency),
                row.getString("stripe_session_id"),
                new Visitor(
                        row.getBoolean("marketing_consent") ? Visitor.Choice.GRANTED : Visitor.Choice.DENIED,
                        row.getString("visitor_id"),
                        row.getString("ip"),
                        row.getString("user_agent"),
                        row.getString("fbp"),
                        row.getString("fbc")));
    }

    private List<OrderItem> items(UUID orderId, String currency) {
        return jdbc.sql("select * from order_item where order_id = ? order by position")
                .param(orderId)
                .query((row, index) -> new OrderItem(
                        row.getString("sku"),
                        row.getString("name"),
                        row.getInt("quantity"),
                        new Money(row.getLong("unit_price_minor"), currency)))
                .list();
    }
}
