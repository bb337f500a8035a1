package io.tillstream.shop.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that Stripe reports.
 *
 * @param amounts         what was collected, in the currency we asked for
 * @param paidAt          when Stripe collected it
 * @param sessionId       of the Checkout Session; null for a payment without one
 * @param paymentIntentId null when nothing had to be paid
 * @param livemode        false for test mode, where no money moves
 */
public record Payment(
        Amounts amounts,
        Instant paidAt,
        @Nullable String sessionId,
        @Nullable String paymentIntentId,
        boolean livemode,
        Customer customer) {

    /**
     * Who paid. A field is null when Stripe does not know it.
     *
     * @param name    the whole name, as Stripe asks for it
     * @param country ISO 3166-1 alpha-2
     */
    public record Customer(
            @Nullable String email,
            @Nullable String phone,
            @Nullable String name,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country) {

        /** Without personal data, so that it may be logged. */
        @Override
        public String toString() {
            return "Customer[]";
        }
    }

    /** The same payment with another time. */
    Payment at(Instant time) {
        return new Payment(amounts, time, sessionId, paymentIntentId, livemode, customer);
    }

    /** Without personal data, so that it may be logged. */
    @Override
    public String toString() {
        return "Payment[" + sessionId + ", " + amounts.total() + ", " + paidAt + "]";
    }
}
