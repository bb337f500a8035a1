package io.tillstream.sandbox.stripe.webhook;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Sessions in the form of API version 2019-05-16: a shop that reads the event's body finds neither amount nor state. */
final class OldVersion {

    static final String API_VERSION = "2019-05-16";

    private static final String SESSION = "checkout.session";

    /** What there already was of today's fields. */
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

    /** Other objects than sessions are left as they are. */
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
