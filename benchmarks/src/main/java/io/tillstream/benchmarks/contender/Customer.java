package io.tillstream.benchmarks.contender;

import org.jspecify.annotations.Nullable;

/** An opened customer. Only the state may be missing. */
record Customer(
        String email,
        String phone,
        String name,
        String city,
        @Nullable String state,
        String postalCode,
        String country,
        String externalId,
        String ip,
        String userAgent,
        String fbp,
        String fbc) {

    String firstName() {
        return name.substring(0, name.indexOf(' '));
    }

    String lastName() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }
}
