package io.tillstream.dispatcher.order;

import org.jspecify.annotations.Nullable;

/**
 * Who bought, in the clear, as it lay in the seal. Each field is null when it is not known.
 *
 * @param name    whole name in one
 * @param country ISO 3166-1 alpha-2
 */
public record Customer(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String name,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable String externalId,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String fbp,
        @Nullable String fbc) {

    /** Says nothing, so that a customer in a log line is harmless. */
    @Override
    public String toString() {
        return "Customer[sealed]";
    }
}
