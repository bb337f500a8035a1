package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.refund.SecondPayments;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Settles payments: asks Stripe for a payment's state and brings its order into the matching state, once. The webhook, the
 * thanks page and the reconciler call it at any time, repeatedly and from several shops at once. They pass only ids;
 * everything else is read from Stripe.
 */
@Component
public class Payments {

    private static final Logger log = LoggerFactory.getLogger(Payments.class);

    /** With an empty or odd id, stripe-java would request something else, such as the list of all sessions. */
    private static final Pattern SESSION_ID = Pattern.compile("cs_(test|live)_[A-Za-z0-9]{1,200}");

    private static final Pattern PAYMENT_INTENT_ID = Pattern.compile("pi_[A-Za-z0-9_]{1,200}");

    private final StripeCheckout stripe;
    private final StripeInquiry inquiry;
    private final StripeMoneyBack moneyBack;
    private final Orders orders;
    private final OurOrders ourOrders;
    private final LostOrders lostOrders;
    private final SecondPayments secondPayments;
    private final Clock clock;

    Payments(
            StripeCheckout stripe,
            StripeInquiry inquiry,
            StripeMoneyBack moneyBack,
            Orders orders,
            OurOrders ourOrders,
            LostOrders lostOrders,
            SecondPayments secondPayments,
            Clock clock) {
        this.stripe = stripe;
        this.inquiry = inquiry;
        this.moneyBack = moneyBack;
        this.orders = orders;
        this.ourOrders = ourOrders;
        this.lostOrders = lostOrders;
        this.secondPayments = secondPayments;
        this.clock = clock;
    }

    /** Whether a text has the form of a session's id. */
    static boolean isSession(String id) {
        return SESSION_ID.matcher(id).matches();
    }

    public SettleResult settle(String sessionId) {
        return settle(sessionId, clock.instant());
    }

    /**
     * Settles what a notice is about: a session, or money that went back.
     *
     * @param noticedAt when Stripe created the event
     */
    public SettleResult settle(Notice notice, Instant noticedAt) {
        return notice.aboutSession() ? settle(notice.about(), noticedAt) : settleMoneyBack(notice.about());
    }

    private SettleResult settle(String sessionId, Instant noticedAt) {
        return isSession(sessionId)
                ? inquiry.ask(() -> settle(stripe.read(sessionId), noticedAt))
                : new SettleResult.NotOurs();
    }

    /** Reads a payment's refunds and disputes again. */
    private SettleResult settleMoneyBack(String paymentIntentId) {
        return PAYMENT_INTENT_ID.matcher(paymentIntentId).matches()
                ? inquiry.ask(() -> recordMoneyBack(paymentIntentId))
                : new SettleResult.NotOurs();
    }

    private SettleResult recordMoneyBack(String paymentIntentId) throws StripeException {
        Optional<Order> order = orders.findByPaymentIntent(paymentIntentId);
        if (order.isEmpty()) {
            // The refund was reported before the payment, so the payment is settled first.
            order = ourOrders.of(stripe.readIntent(paymentIntentId).getMetadata());
            if (order.isPresent() && order.get().stripeSessionId() != null) {
                settle(stripe.read(order.get().stripeSessionId()), clock.instant());
            }
        }
        if (order.isEmpty()) {
            return new SettleResult.NotOurs();
        }
        moneyBack.record(order.get().id(), paymentIntentId);
        return now(order.get());
    }

    /**
     * Releases a held order with the amounts that Stripe has.
     *
     * @return false when it is not held
     */
    boolean release(Order order) throws StripeException {
        if (order.state() != State.HELD || order.stripeSessionId() == null) {
            return false;
        }
        Session session = stripe.read(order.stripeSessionId());
        return orders.release(order, PaidSession.payment(session, order, clock.instant()));
    }

    private SettleResult settle(Session session, Instant noticedAt) throws StripeException {
        SessionOutcome outcome = SessionOutcome.of(session);
        Optional<Order> found = ourOrders.of(session);
        if (found.isEmpty() && (outcome == SessionOutcome.PAID || outcome == SessionOutcome.AWAITING)) {
            found = lostOrders.restore(session);
        }
        if (found.isEmpty() || outcome == SessionOutcome.NO_PAYMENT) {
            return new SettleResult.NotOurs();
        }
        Order order = found.get();
        switch (outcome) {
            case PAID -> paid(order, session, noticedAt);
            case AWAITING -> orders.become(State.AWAITING, order.id());
            case FAILED -> orders.become(State.FAILED, order.id());
            case EXPIRED -> orders.become(State.EXPIRED, order.id());
            case OPEN, NO_PAYMENT -> {
                // Nothing has happened yet.
            }
        }
        return now(order);
    }

    private void paid(Order order, Session session, Instant noticedAt) throws StripeException {
        if (order.stripeSessionId() == null) {
            lostOrders.restoreSession(order, session);
        }
        Payment payment = PaidSession.payment(session, order, noticedAt);
        String difference = PaidSession.difference(order, payment);
        if (difference == null) {
            if (orders.markPaid(order, payment)) {
                logSecondOrder(order);
            }
        } else if (orders.hold(order, payment, difference)) {
            log.atError()
                    .addKeyValue("order", order.id())
                    .addKeyValue("reason", difference)
                    .log(
                            "A paid order is held back from Meta because it was not paid as we asked. Compare it with Stripe's Dashboard, then release it (docs/operating/shop.md, Held orders)");
        }
        if (secondPayments.note(order.id(), payment)) {
            log.atError()
                    .addKeyValue("order", order.id())
                    .addKeyValue("session", session.getId())
                    .log(
                            "An order was paid twice, in two sessions. It counts once; refund this payment in Stripe's Dashboard");
        }
        PaymentIntent intent = session.getPaymentIntentObject();
        Charge charge = intent == null ? null : intent.getLatestChargeObject();
        if (charge != null && (wentBack(charge) || Boolean.TRUE.equals(charge.getDisputed()))) {
            moneyBack.record(order.id(), intent.getId());
        }
    }

    /** Reports a cart that was changed, and checked out again, while its first order was being paid. */
    private void logSecondOrder(Order order) {
        secondPayments
                .ofTheSameCart(order.id())
                .ifPresent(
                        other -> log.atError()
                                .addKeyValue("order", order.id())
                                .addKeyValue("other", other)
                                .log(
                                        "A cart was paid twice, as two orders: the shopper changed it while the first was being paid. Both are sent to Meta; ask the customer, and refund one in Stripe's Dashboard"));
    }

    private SettleResult now(Order before) {
        Order now = orders.find(before.id()).orElseThrow();
        return new SettleResult.Known(now, now.state() != before.state());
    }

    private static boolean wentBack(Charge charge) {
        return charge.getAmountRefunded() != null && charge.getAmountRefunded() > 0;
    }
}
