package io.tillstream.sandbox.stripe;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the shopper typed on the payment page; blank fields are null to Stripe. */
record CustomerDetails(
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country) {

    ObjectNode json(JsonMapper json) {
        ObjectNode details = json.createObjectNode();
        details.put("email", blankToNull(email)).put("name", blankToNull(name)).put("phone", blankToNull(phone));
        details.putObject("address")
                .put("city", blankToNull(city))
                .put("country", blankToNull(country))
                .putNull("line1")
                .putNull("line2")
                .put("postal_code", blankToNull(postalCode))
                .put("state", blankToNull(state));
        return details;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
