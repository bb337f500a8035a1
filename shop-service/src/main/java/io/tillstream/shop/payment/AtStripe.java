package io.tillstream.shop.payment;

import io.tillstream.shop.order.Payment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an order stands at Stripe, for the shop's owner. */
public sealed interface AtStripe {

    /**
     * What Stripe has.
     *
     * @param state   Stripe's words for the session and its payment
     * @param payment the amounts as they would be, where it is not paid
     * @param sendTo  name and address to send the goods to, a line each; empty when Stripe did not ask for one
     * @param page    of the payment in Stripe's Dashboard; null when nothing was paid
     */
    record Seen(
            String state,
            Payment payment,
            List<String> sendTo,
            @Nullable String page) implements AtStripe {

        /** Says nothing personal, as a payment does. */
        @Override
        public String toString() {
            return "Seen[" + state + ", " + payment + "]";
        }
    }

    /** No session was opened for it. */
    record Nothing() implements AtStripe {}

    /** Stripe does not answer, or not to our key. */
    record Unreachable() implements AtStripe {}
}
