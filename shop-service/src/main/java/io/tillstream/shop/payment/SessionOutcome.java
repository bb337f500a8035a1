package io.tillstream.shop.payment;

import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import java.util.Set;

/** How a Checkout Session stands, told from the session itself and not from any event about it. */
enum SessionOutcome {
    /** The shopper may still pay. */
    OPEN,
    /** The shopper is done and the bank is not. */
    AWAITING,
    PAID,
    FAILED,
    EXPIRED,
    /** No payment at all: a session that sets up a subscription or saves a card. */
    NO_PAYMENT;

    /** docs.stripe.com/payments/paymentintents/lifecycle: a failed attempt leads back to the first of them. */
    private static final Set<String> FAILED_INTENT = Set.of("requires_payment_method", "canceled");

    /** @param session with its payment intent expanded */
    static SessionOutcome of(Session session) {
        if (!"payment".equals(session.getMode())) {
            return NO_PAYMENT;
        }
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
