package io.tillstream.shop.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says was paid, and by whom. Each of the customer's fields is null when Stripe does not know it.
 *
 * @param amounts         what was collected, in the currency we asked for
 * @param paidAt          when Stripe collected it
 * @param paymentIntentId null when nothing had to be paid
 * @param livemode        false for test mode, where no money moves
 * @param name            the whole name in one, as Stripe asks for it
 * @param country         ISO 3166-1 alpha-2
 */
public record Payment(
        Amounts amounts,
        Instant paidAt,
        String sessionId,
        @Nullable String paymentIntentId,
        boolean livemode,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String name,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country) {

    /** The same payment, made at another time. */
    Payment at(Instant time) {
        return new Payment(
                amounts,
                time,
                sessionId,
                paymentIntentId,
                livemode,
                email,
                phone,
                name,
                city,
                state,
                postalCode,
                country);
    }

    /** Says nothing personal, so that a payment in a log line is harmless. */
    @Override
    public String toString() {
        return "Payment[" + sessionId + ", " + amounts.total() + ", " + paidAt + "]";
    }
}
