package io.tillstream.shop.refund;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The refunds and disputes of orders. Each write copies everything that Stripe has at that moment, so late, repeated or
 * reordered webhooks leave the same rows.
 */
@Component
public class MoneyBack {

    private final JdbcClient jdbc;

    MoneyBack(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param paymentIntentId of the payment that was refunded or disputed */
    @Transactional
    public void record(UUID orderId, String paymentIntentId, List<Refund> refunds, List<Dispute> disputes) {
        refunds.forEach(refund -> jdbc.sql("""
                        insert into refund (id, order_id, amount_minor, status, created_at, payment_intent_id, currency)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do update set amount_minor = excluded.amount_minor, status = excluded.status,
                            payment_intent_id = excluded.payment_intent_id, currency = excluded.currency""")
                .params(
                        refund.id(),
                        orderId,
                        refund.amount().minorUnits(),
                        refund.status(),
                        Timestamp.from(refund.createdAt()),
                        paymentIntentId,
                        refund.amount().currency())
                .update());
        disputes.forEach(dispute -> jdbc.sql("""
                        insert into dispute (id, order_id, amount_minor, status, created_at, payment_intent_id, currency)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do update set amount_minor = excluded.amount_minor, status = excluded.status,
                            payment_intent_id = excluded.payment_intent_id, currency = excluded.currency""")
                .params(
                        dispute.id(),
                        orderId,
                        dispute.amount().minorUnits(),
                        dispute.status(),
                        Timestamp.from(dispute.createdAt()),
                        paymentIntentId,
                        dispute.amount().currency())
                .update());
    }

    /** What was collected for an order, and what went back; empty when it is not paid. */
    public Optional<OrderMoney> of(UUID orderId) {
        return jdbc.sql("select * from order_money where order_id = ?")
                .param(orderId)
                .query(OrderMoney::of)
                .optional();
    }
}
