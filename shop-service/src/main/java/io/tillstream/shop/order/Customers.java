package io.tillstream.shop.order;

import io.tillstream.shop.order.OrderCompleted.DataProcessing;
import io.tillstream.shop.seal.CustomerIds;
import java.sql.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the message says about who bought: the customer's id, whether they have bought before, whether it is the shop itself,
 * and how Meta may use the data. Customers are remembered only with consent; withdrawing it in the browser of the first order
 * deletes them.
 */
@Component
class Customers {

    private final JdbcClient jdbc;
    private final CustomerIds customerIds;
    private final LimitedDataUse limits;
    private final InternalSettings internal;

    Customers(JdbcClient jdbc, CustomerIds customerIds, LimitedDataUse limits, InternalSettings internal) {
        this.jdbc = jdbc;
        this.customerIds = customerIds;
        this.limits = limits;
        this.internal = internal;
    }

    /**
     * @param customerId     null without consent, and without an e-mail address
     * @param segmentation   new or existing; null without a customer id, and when the shop itself bought
     * @param internal       whether the shop itself bought
     * @param dataProcessing how Meta may use the order; null without consent, and when it is not limited
     */
    record Facts(
            @Nullable String customerId,
            @Nullable String segmentation,
            boolean internal,
            @Nullable DataProcessing dataProcessing) {}

    Facts of(Order order, Payment payment) {
        boolean consents = order.visitor().consents();
        Payment.Customer customer = payment.customer();
        boolean bought = internal.contain(customer.email());
        String customerId = consents ? customerIds.of(customer.email()) : null;
        return new Facts(
                customerId,
                bought || customerId == null ? null : segmentation(customerId, order.id(), payment),
                bought,
                consents ? limits.of(customer.country(), customer.state()) : null);
    }

    /** The same answer when asked again about the same order. */
    private String segmentation(String customerId, UUID orderId, Payment payment) {
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
