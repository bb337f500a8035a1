package io.tillstream.sandbox.stripe.webhook;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Sessions in API version 2019-05-16, which has neither the amount nor the state. */
final class OldVersion {

    static final String API_VERSION = "2019-05-16";

    private static final String SESSION = "checkout.session";

    /** Those of today's fields that existed in that version. */
    private static final List<String> FIELDS = List.of(
            "id",
            "object",
            "cancel_url",
            "client_reference_id",
            "customer",
            "customer_email",
            "livemode",
            "locale",
            "payment_intent",
            "payment_method_types",
            "success_url");

    private OldVersion() {}

    /** Objects other than sessions are returned unchanged. */
    static ObjectNode of(ObjectNode object) {
        if (!object.path("object").asString("").equals(SESSION)) {
            return object;
        }
        ObjectNode old = object.deepCopy();
        old.retain(FIELDS);
        old.putArray("display_items");
        return old.putNull("billing_address_collection").putNull("setup_intent").putNull("subscription");
    }
}
