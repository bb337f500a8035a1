package io.tillstream.shop.order;

import java.sql.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who has bought before, of those who agreed that Meta may be told: nobody else is remembered, and who takes back their
 * agreement from the browser of their first order is forgotten.
 */
@Component
class KnownCustomers {

    private final JdbcClient jdbc;

    KnownCustomers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether a customer is new with an order, or has bought before; the same when asked again about that order.
     *
     * @param customerId of {@link CustomerIds}; null when the customer is not known
     * @return new or existing; null when the customer is not known
     */
    @Nullable
    String segmentation(@Nullable String customerId, UUID orderId, Payment payment) {
        if (customerId == null) {
            return null;
        }
        UUID first = jdbc.sql("""
                        insert into known_customer (id, livemode, first_order, last_order_at)
                        values (:id, :livemode, :order, :paid)
                        on conflict (id, livemode) do update
                            set last_order_at = greatest(known_customer.last_order_at, excluded.last_order_at)
                        returning first_order""")
                .param("id", customerId)
                .param("livemode", payment.livemode())
                .param("order", orderId)
                .param("paid", Timestamp.from(payment.paidAt()))
                .query(UUID.class)
                .single();
        return first.equals(orderId) ? "new" : "existing";
    }
}
