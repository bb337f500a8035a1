package io.tillstream.shop.payment;

import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The Checkout Session of each order, and how often we tried to open one. */
@Component
class OrderSessions {

    private final JdbcClient jdbc;

    OrderSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores the session that Stripe opened for an order.
     *
     * @param before the session that it replaces; null for none
     * @return false when another session was stored meanwhile; then nothing has changed
     */
    boolean opened(UUID orderId, @Nullable String before, String sessionId) {
        return jdbc.sql("""
                        update orders set stripe_session_id = :session
                        where id = :id and (stripe_session_id is not distinct from :before or stripe_session_id = :session)""")
                        .param("session", sessionId)
                        .param("id", orderId)
                        .param("before", before, Types.VARCHAR)
                        .update()
                == 1;
    }

    /** Number of the attempt to open a session, 1 at first. */
    int attempt(UUID orderId) {
        return jdbc.sql("select session_attempt from orders where id = ?")
                .param(orderId)
                .query(Integer.class)
                .single();
    }

    /**
     * Begins another attempt: Stripe would repeat its answer to the last one for a day.
     *
     * @param last the attempt that failed; nothing changes when another request has begun the next one already
     * @return the number of the present attempt
     */
    int nextAttempt(UUID orderId, int last) {
        jdbc.sql("update orders set session_attempt = session_attempt + 1 where id = ? and session_attempt = ?")
                .params(orderId, last)
                .update();
        return attempt(orderId);
    }
}
