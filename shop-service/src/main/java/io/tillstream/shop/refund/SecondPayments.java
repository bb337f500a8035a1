package io.tillstream.shop.refund;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tillstream.shop.order.Payment;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payments beyond the one that an order needs: one order paid twice, or one cart paid as two orders. */
@Component
public class SecondPayments implements MeterBinder {

    private final JdbcClient jdbc;

    SecondPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes a payment of an order that another payment has made PAID.
     *
     * @return true when it is a second payment that was not noted before
     */
    public boolean note(UUID orderId, Payment payment) {
        return payment.paymentIntentId() != null
                && jdbc.sql("""
                        insert into second_payment
                            (session_id, order_id, payment_intent_id, amount_minor, currency, paid_at)
                        select :session, id, :intent, :amount, :currency, :paid from orders
                        where id = :id and payment_intent_id is distinct from :intent
                        on conflict (payment_intent_id) do nothing""")
                                .param("session", payment.sessionId(), Types.VARCHAR)
                                .param("intent", payment.paymentIntentId())
                                .param("amount", payment.amounts().total().minorUnits())
                                .param("currency", payment.amounts().total().currency())
                                .param("paid", Timestamp.from(payment.paidAt()))
                                .param("id", orderId)
                                .update()
                        == 1;
    }

    /**
     * The number of second payments that are not refunded in full. Other sellers may take several payments for one order, such
     * as a deposit and a balance, so theirs do not count.
     */
    private long count() {
        return jdbc.sql("""
                        select count(*) from second_payment p join orders o on o.id = p.order_id and o.reference is null
                        where p.amount_minor > (
                            select coalesce(sum(r.amount_minor), 0) from refund r
                            where r.payment_intent_id = p.payment_intent_id
                                and r.status in ('pending', 'requires_action', 'succeeded'))""").query(Long.class).single();
    }

    /** Notes that an order, which may still be paid, was replaced by another one. */
    public void replaced(UUID orderId, UUID by) {
        jdbc.sql("update orders set replaced_by = ? where id = ?")
                .params(by, orderId)
                .update();
    }

    /** The paid order that replaced this one, or that this one replaced; empty when there is none. */
    public Optional<UUID> ofTheSameCart(UUID orderId) {
        return jdbc.sql("""
                        select other.id from orders this join orders other
                            on other.id = this.replaced_by or other.replaced_by = this.id
                        where this.id = :id and other.state in ('PAID', 'HELD') limit 1""").param("id", orderId).query(UUID.class).optional();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shop.orders.paid.twice", this, SecondPayments::count)
                .description("Second payments of an order that are not refunded in full")
                .register(registry);
    }
}
