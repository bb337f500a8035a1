package io.tillstream.shop.payment;

import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import java.util.Set;

/** The state of a Checkout Session, read from the session itself and not from an event. */
enum SessionOutcome {
    /** The shopper may still pay. */
    OPEN,
    /** The shopper has done all that is needed, and the bank has not. */
    AWAITING,
    /** Paid, or complete with nothing to pay. */
    PAID,
    FAILED,
    EXPIRED;

    /** docs.stripe.com/payments/paymentintents/lifecycle: after a failed attempt the intent returns to the first of them. */
    private static final Set<String> FAILED_INTENT = Set.of("requires_payment_method", "canceled");

    /** @param session with its payment intent expanded */
    static SessionOutcome of(Session session) {
        if ("expired".equals(session.getStatus())) {
            return EXPIRED;
        }
        if (!"complete".equals(session.getStatus())) {
            return OPEN;
        }
        if ("paid".equals(session.getPaymentStatus()) || "no_payment_required".equals(session.getPaymentStatus())) {
            return PAID;
        }
        PaymentIntent intent = session.getPaymentIntentObject();
        return intent != null && FAILED_INTENT.contains(intent.getStatus()) ? FAILED : AWAITING;
    }
}
