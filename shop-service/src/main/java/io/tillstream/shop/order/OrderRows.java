package io.tillstream.shop.order;

import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.visitor.Visitor;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes orders to the database. Each update is guarded, so that repeating it changes nothing. */
@Component
class OrderRows {

    private final JdbcClient jdbc;

    OrderRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when there is an order with this id, event id or session; then nothing has changed */
    boolean insert(Order order, Instant placedAt, @Nullable String traceparent, @Nullable String sealedVisitor) {
        Visitor visitor = order.visitor();
        Sale sale = order.sale();
        int inserted = jdbc.sql("""
                insert into orders (id, event_id, state, total_minor, currency, placed_at,
                    stripe_session_id, marketing_consent, visitor_id, ip, user_agent, fbp, fbc, referrer_url, traceparent,
                    sealed_visitor, reference, sale_livemode, event, site, source_url, action_source, invoice_id, subscription_id,
                    visitor_reference, expected_minor)
                values (:id, :event, :state, :total, :currency, :placed, :session, :consent, :visitor, :ip, :agent, :fbp,
                    :fbc, :referrer, :trace, :sealed, :reference, :livemode, :name, :site, :source, :action, :invoice, :subscription,
                    :context, :expected)
                on conflict do nothing""")
                .param("id", order.id())
                .param("event", order.eventId())
                .param("state", order.state().name())
                .param("total", order.total().minorUnits())
                .param("currency", order.total().currency())
                .param("placed", Timestamp.from(placedAt))
                .param("session", order.stripeSessionId(), Types.VARCHAR)
                .param("consent", visitor.consents())
                .param("visitor", visitor.id())
                .param("ip", visitor.ip())
                .param("agent", visitor.userAgent())
                .param("fbp", visitor.fbp())
                .param("fbc", visitor.fbc())
                .param("referrer", visitor.referrer())
                .param("trace", traceparent)
                .param("sealed", sealedVisitor)
                .param("reference", sale == null ? null : sale.reference(), Types.VARCHAR)
                .param("livemode", sale == null ? null : sale.livemode(), Types.BOOLEAN)
                .param("name", sale == null ? null : sale.event().name(), Types.VARCHAR)
                .param("site", sale == null ? null : sale.site(), Types.VARCHAR)
                .param("source", sale == null ? null : sale.sourceUrl(), Types.VARCHAR)
                .param("action", sale == null ? null : sale.actionSource(), Types.VARCHAR)
                .param("invoice", sale == null ? null : sale.invoiceId(), Types.VARCHAR)
                .param("subscription", sale == null ? null : sale.subscriptionId(), Types.VARCHAR)
                .param("context", sale == null ? null : sale.visitorReference(), Types.VARCHAR)
                .param(
                        "expected",
                        sale == null || sale.expected() == null
                                ? null
                                : sale.expected().minorUnits(),
                        Types.BIGINT)
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

    /** Replaces the visitor of a PENDING order; other orders stay as they are. */
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

    /** @return false when the order is in none of these states; then nothing has changed */
    boolean become(UUID id, State next, Set<State> from) {
        return jdbc.sql("update orders set state = :next where id = :id and state in (:before)")
                        .param("next", next.name())
                        .param("id", id)
                        .param("before", names(from))
                        .update()
                == 1;
    }

    /**
     * Stores what was collected.
     *
     * @param next PAID or HELD
     * @param reason why it is held; null when it is not
     * @return false when the order is in none of the states {@code from}; then nothing has changed
     */
    boolean collected(UUID id, State next, Payment payment, @Nullable String reason, Set<State> from) {
        return jdbc.sql("""
                        update orders set state = :next, paid_at = :paid, held_reason = :reason,
                            payment_intent_id = :intent, gross_minor = :gross, discount_minor = :discount,
                            shipping_minor = :shipping, tax_minor = :tax, paid_currency = :currency,
                            -- A sale may be paid in another session than the one it began in.
                            stripe_session_id = case when reference is null then stripe_session_id
                                else coalesce(:session, stripe_session_id) end
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
                        .param("session", payment.sessionId(), Types.VARCHAR)
                        .param("id", id)
                        .param("from", names(from))
                        .update()
                == 1;
    }

    /** @return true once for each PAID order that the shop itself did not buy */
    boolean markShown(UUID id, Instant now) {
        return jdbc.sql(
                                "update orders set shown_at = ? where id = ? and state = 'PAID' and shown_at is null and not internal")
                        .params(Timestamp.from(now), id)
                        .update()
                == 1;
    }

    /**
     * Keeps the published message.
     *
     * @param internal whether the shop itself bought
     */
    void keep(UUID id, byte[] message, boolean internal) {
        jdbc.sql("update orders set message = ?, internal = ? where id = ?")
                .params(message, internal, id)
                .update();
    }

    private static List<String> names(Set<State> states) {
        return states.stream().map(State::name).toList();
    }
}
