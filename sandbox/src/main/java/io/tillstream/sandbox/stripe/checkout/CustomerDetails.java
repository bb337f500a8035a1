package io.tillstream.sandbox.stripe.checkout;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The fields that the shopper typed on the payment page. Blank fields become null, as at Stripe. */
public record CustomerDetails(
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String line1,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country) {

    /** Sample data for payments without a person. */
    public static CustomerDetails sample() {
        return new CustomerDetails(
                "jo.doe@example.com", "Jo Doe", "+6561234567", "1 Beach Road", "Singapore", null, "049213", "SG");
    }

    /** @param phoneAsked false if the session does not collect the phone number */
    ObjectNode json(JsonMapper json, boolean phoneAsked) {
        ObjectNode details = json.createObjectNode();
        details.put("email", blankToNull(email))
                .put("name", blankToNull(name))
                .put("phone", phoneAsked ? blankToNull(phone) : null)
                .put("tax_exempt", "none");
        details.putArray("tax_ids");
        details.set("address", address(json));
        return details;
    }

    /** The value of {@code collected_information.shipping_details}. */
    ObjectNode shippingJson(JsonMapper json) {
        ObjectNode details = json.createObjectNode();
        details.put("name", blankToNull(name)).set("address", address(json));
        return details;
    }

    private ObjectNode address(JsonMapper json) {
        return json.createObjectNode()
                .put("city", blankToNull(city))
                .put("country", blankToNull(country))
                .put("line1", blankToNull(line1))
                .putNull("line2")
                .put("postal_code", blankToNull(postalCode))
                .put("state", blankToNull(state));
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
