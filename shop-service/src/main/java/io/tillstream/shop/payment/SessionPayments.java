package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.sale.Sales;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Settles what was paid in a session of Stripe Checkout: our own, or one of another shop on the same account. */
@Component
class SessionPayments {

    private final StripeCheckout stripe;
    private final Orders orders;
    private final OurOrders ourOrders;
    private final LostOrders lostOrders;
    private final PaidOrders paidOrders;
    private final Sales sales;
    private final Clock clock;

    SessionPayments(
            StripeCheckout stripe,
            Orders orders,
            OurOrders ourOrders,
            LostOrders lostOrders,
            PaidOrders paidOrders,
            Sales sales,
            Clock clock) {
        this.stripe = stripe;
        this.orders = orders;
        this.ourOrders = ourOrders;
        this.lostOrders = lostOrders;
        this.paidOrders = paidOrders;
        this.sales = sales;
        this.clock = clock;
    }

    SettleResult settle(String id) throws StripeException {
        return settle(id, clock.instant(), false);
    }

    /** @param paidLater whether the notice says that a payment of earlier has come in */
    SettleResult settle(String id, Instant noticedAt, boolean paidLater) throws StripeException {
        Session session = stripe.read(id);
        SessionOutcome outcome = SessionOutcome.of(session);
        Optional<Order> found = find(session, outcome, noticedAt, paidLater);
        if (found.isEmpty()) {
            return new SettleResult.NotOurs();
        }
        Order order = found.get();
        switch (outcome) {
            case PAID -> {
                Instant paidAt = PaidSession.paidAt(session, order, noticedAt, paidLater);
                paid(order, session, PaidSession.payment(session, order, paidAt));
            }
            case AWAITING -> orders.become(State.AWAITING, order.id());
            case FAILED -> orders.become(State.FAILED, order.id());
            case EXPIRED -> orders.become(State.EXPIRED, order.id());
            case OPEN -> {
                // Nothing has happened yet.
            }
        }
        return SettleResult.Known.since(order, orders);
    }

    private Optional<Order> find(Session session, SessionOutcome outcome, Instant noticedAt, boolean paidLater)
            throws StripeException {
        boolean bought = outcome == SessionOutcome.PAID || outcome == SessionOutcome.AWAITING;
        Optional<Order> found = ourOrders.of(session);
        if (found.isEmpty() && bought) {
            found = lostOrders.restore(session);
        }
        String paymentIntentId = PaidSession.paymentIntentId(session);
        if (found.isEmpty() && paymentIntentId != null) {
            // Its payment or its invoice may have become an order before Stripe listed the session.
            found = orders.findByPaymentIntent(paymentIntentId);
        }
        return found.isEmpty() && bought
                ? sales.place(session, paidLater ? noticedAt : PaidSession.paidAt(session, noticedAt))
                : found;
    }

    private void paid(Order order, Session session, Payment payment) throws StripeException {
        if (order.stripeSessionId() == null) {
            lostOrders.restoreSession(order, session);
        }
        PaymentIntent intent = session.getPaymentIntentObject();
        paidOrders.settle(order, payment, intent == null ? null : intent.getLatestChargeObject());
    }
}
