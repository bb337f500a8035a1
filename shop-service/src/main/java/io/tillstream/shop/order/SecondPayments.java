package io.tillstream.shop.order;

import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was paid once too often: an order by two payments, or a cart as two orders. */
@Component
public class SecondPayments {

    private final JdbcClient jdbc;

    SecondPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes that an order is paid by this payment, if another one has made it paid. It counts once.
     *
     * @return true the first time that a second one is noted
     */
    public boolean note(UUID orderId, Payment payment) {
        return payment.paymentIntentId() != null
                && jdbc.sql("""
                        insert into second_payment
                            (session_id, order_id, payment_intent_id, amount_minor, currency, paid_at)
                        select :session, id, :intent, :amount, :currency, :paid from orders
                        where id = :id and payment_intent_id <> :intent
                        on conflict (session_id) do nothing""")
                                .param("session", payment.sessionId())
                                .param("intent", payment.paymentIntentId())
                                .param("amount", payment.amounts().total().minorUnits())
                                .param("currency", payment.amounts().total().currency())
                                .param("paid", Timestamp.from(payment.paidAt()))
                                .param("id", orderId)
                                .update()
                        == 1;
    }

    /** How many there are of which not all went back. */
    long count() {
        return jdbc.sql("""
                        select count(*) from second_payment p where p.amount_minor > (
                            select coalesce(sum(r.amount_minor), 0) from refund r
                            where r.payment_intent_id = p.payment_intent_id
                                and r.status in ('pending', 'requires_action', 'succeeded'))""").query(Long.class).single();
    }

    /** Notes that an order which may still be paid was given up for another one. */
    public void replaced(UUID orderId, UUID by) {
        jdbc.sql("update orders set replaced_by = ? where id = ?")
                .params(by, orderId)
                .update();
    }

    /** The paid order for which this one was given up, or that was given up for this one. */
    public Optional<UUID> ofTheSameCart(UUID orderId) {
        return jdbc.sql("""
                        select other.id from orders this join orders other
                            on other.id = this.replaced_by or other.replaced_by = this.id
                        where this.id = :id and other.state in ('PAID', 'HELD') limit 1""").param("id", orderId).query(UUID.class).optional();
    }
}
