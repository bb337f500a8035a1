package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import java.time.Clock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** New payment intents and charges. */
final class NewPayment {

    private final JsonMapper json;
    private final Clock clock;

    NewPayment(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    ObjectNode intent(JsonNode session) {
        ObjectNode made = json.createObjectNode();
        made.put("id", Ids.make("pi_"))
                .put("object", Payments.KIND)
                .put("amount_received", 0)
                .putNull("canceled_at")
                .putNull("cancellation_reason")
                .put("created", clock.instant().getEpochSecond())
                .put("customer", session.path("customer").asString(null))
                .putNull("last_payment_error")
                .putNull("latest_charge")
                .put("livemode", false)
                .putNull("next_action")
                .putNull("presentment_details")
                .put("receipt_email", session.path("sandbox_receipt_email").asString(null))
                .put("status", "requires_payment_method");
        made.set("metadata", session.path("sandbox_payment_intent_metadata"));
        return made;
    }

    /** @param method Stripe's name of the payment method, such as {@code card} */
    ObjectNode charge(JsonNode session, JsonNode intent, String method) {
        ObjectNode charge = json.createObjectNode();
        charge.put("id", Ids.make(method.equals("card") ? "ch_" : "py_"))
                .put("object", Payments.CHARGE)
                .put("amount", intent.path("amount").asLong())
                .put("amount_captured", 0)
                .put("amount_refunded", 0)
                .put("created", clock.instant().getEpochSecond())
                .put("currency", intent.path("currency").asString())
                .put("customer", intent.path("customer").asString(null))
                .put("disputed", false)
                .putNull("failure_code")
                .putNull("failure_message")
                .put("livemode", false)
                .put("payment_intent", intent.path("id").asString())
                .put("receipt_email", intent.path("receipt_email").asString(null))
                .put("refunded", false);
        charge.putObject("payment_method_details").put("type", method);
        charge.set("billing_details", session.path("customer_details").deepCopy());
        charge.set("metadata", intent.path("metadata").deepCopy());
        return charge;
    }
}
