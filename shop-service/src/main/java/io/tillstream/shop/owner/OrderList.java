package io.tillstream.shop.owner;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Searches all orders for the owner. */
@Component
class OrderList {

    /** Orders on one page. */
    static final int PAGE = 50;

    private final JdbcClient jdbc;

    OrderList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One order in the list.
     *
     * @param live   false in Stripe's test mode, and before a session is opened
     * @param paidAt when Stripe collected it; null when it is not paid
     * @param amount the amount collected; before payment, the amount asked for
     * @param held   why it is or was held; null when it never was
     */
    record Line(
            UUID id,
            String eventId,
            State state,
            Instant placedAt,
            @Nullable Instant paidAt,
            boolean live,
            Money amount,
            @Nullable String held) {

        public String number() {
            return Order.number(id);
        }
    }

    /**
     * A page of orders, newest first.
     *
     * @param state null for all
     * @param words start of an order's number or id, or the whole reference of a sale, or id of a Checkout Session or payment intent; empty for all
     * @param page  0 or more
     * @return one order more than {@link #PAGE} when there is another page
     */
    List<Line> page(@Nullable State state, String words, int page) {
        return jdbc.sql("""
                        select * from orders o where (cast(:state as text) is null or o.state = :state)
                        and (:words = '' or starts_with(o.id::text, lower(:words)) or o.stripe_session_id = :words
                            or o.reference = :words
                            or o.payment_intent_id = :words)
                        order by o.placed_at desc, o.id limit :most offset :from""")
                .param("state", state == null ? null : state.name(), Types.VARCHAR)
                .param("words", words)
                .param("most", PAGE + 1)
                .param("from", (long) page * PAGE)
                .query(OrderList::line)
                .list();
    }

    Optional<Line> find(UUID id) {
        return jdbc.sql("select * from orders where id = ?")
                .param(id)
                .query(OrderList::line)
                .optional();
    }

    private static Line line(ResultSet row, int index) throws SQLException {
        Timestamp paidAt = row.getTimestamp("paid_at");
        boolean paid = paidAt != null;
        String paidCurrency = row.getString("paid_currency");
        String currency = row.getString("currency");
        return new Line(
                row.getObject("id", UUID.class),
                row.getString("event_id"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("placed_at").toInstant(),
                paid ? paidAt.toInstant() : null,
                row.getBoolean("livemode"),
                new Money(
                        row.getLong(paid ? "gross_minor" : "total_minor"),
                        paidCurrency == null ? currency : paidCurrency),
                row.getString("held_reason"));
    }
}
