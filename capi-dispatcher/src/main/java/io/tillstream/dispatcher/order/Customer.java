package io.tillstream.dispatcher.order;

import org.jspecify.annotations.Nullable;

/**
 * The customer in the clear, as it was sealed. Each field is null when it is not known.
 *
 * @param name      full name
 * @param gender    any text; Meta knows only m and f
 * @param birthDate year, month and day
 * @param country   ISO 3166-1 alpha-2
 * @param externalId the shop's id of the browser
 * @param customerId the shop's id of the customer, the same in every browser
 */
public record Customer(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String name,
        @Nullable String gender,
        @Nullable String birthDate,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable String externalId,
        @Nullable String customerId,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String fbp,
        @Nullable String fbc) {

    /** Contains no data, so that a customer in a log line is harmless. */
    @Override
    public String toString() {
        return "Customer[sealed]";
    }
}
