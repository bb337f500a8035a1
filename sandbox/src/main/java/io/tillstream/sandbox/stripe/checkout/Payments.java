package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payment intents and their charges. A session gets its intent with the first attempt to pay; its own metadata does not
 * reach the intent, that of {@code payment_intent_data} does, and goes on to the charge.
 */
@Component
public class Payments {

    public static final String KIND = "payment_intent";
    public static final String CHARGE = "charge";

    private final StripeObjects objects;
    private final NewPayment newPayment;
    private final Clock clock;

    Payments(StripeObjects objects, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.newPayment = new NewPayment(json, clock);
        this.clock = clock;
    }

    /** The money is there. A charge that was pending stays the same charge, with the time at which it was made. */
    void succeed(ObjectNode session, String method) {
        ObjectNode intent = intent(session, method);
        ObjectNode charge = objects.find(CHARGE, intent.path("latest_charge").asString(""))
                .filter(latest -> latest.path("status").asString().equals("pending"))
                .orElseGet(() -> newPayment.charge(session, intent, method));
        long amount = intent.path("amount").asLong();
        charge.put("paid", true)
                .put("captured", true)
                .put("status", "succeeded")
                .put("amount_captured", amount);
        objects.save(charge);
        intent.put("status", "succeeded")
                .put("amount_received", amount)
                .put("latest_charge", charge.path("id").asString())
                .putNull("last_payment_error")
                .putNull("next_action");
        objects.save(intent);
    }

    /** The money is on its way for days, and may yet not arrive. */
    void pend(ObjectNode session, String method) {
        ObjectNode intent = intent(session, method);
        ObjectNode charge = newPayment.charge(session, intent, method);
        objects.save(charge.put("paid", false).put("captured", false).put("status", "pending"));
        objects.save(intent.put("status", "processing")
                .put("latest_charge", charge.path("id").asString())
                .putNull("last_payment_error")
                .putNull("next_action"));
    }

    /** The shopper has something to do yet: to confirm, or to take a voucher to a shop. There is no charge so far. */
    void await(ObjectNode session, String method, String nextAction) {
        ObjectNode intent = intent(session, method);
        intent.put("status", "requires_action").putNull("last_payment_error");
        intent.putObject("next_action").put("type", nextAction);
        objects.save(intent);
    }

    /**
     * An attempt came to nothing. A card leaves a failed charge behind, a voucher that nobody paid leaves none.
     *
     * @param decline the bank's reason; null where no bank was asked
     */
    void fail(ObjectNode session, String method, String code, @Nullable String decline, String message) {
        ObjectNode intent = intent(session, method);
        ObjectNode charge = objects.find(CHARGE, intent.path("latest_charge").asString(""))
                .filter(latest -> latest.path("status").asString().equals("pending"))
                .orElseGet(() -> newPayment.charge(session, intent, method));
        if (!method.equals("konbini")) {
            charge.put("paid", false).put("captured", false).put("status", "failed");
            objects.save(charge.put("failure_code", code).put("failure_message", message));
            intent.put("latest_charge", charge.path("id").asString());
        }
        intent.put("status", "requires_payment_method").putNull("next_action");
        intent.putObject("last_payment_error")
                .put("type", method.equals("card") ? "card_error" : "invalid_request_error")
                .put("code", code)
                .put("decline_code", decline)
                .put("message", message);
        objects.save(intent);
    }

    /** Does nothing where no attempt was made. */
    void cancel(ObjectNode session) {
        find(session)
                .ifPresent(intent -> objects.save(intent.put("status", "canceled")
                        .put("canceled_at", clock.instant().getEpochSecond())
                        .put("cancellation_reason", "automatic")
                        .putNull("next_action")));
    }

    public Optional<ObjectNode> find(JsonNode session) {
        return objects.find(KIND, session.path("payment_intent").asString(""));
    }

    /** The charge that paid a session. */
    public ObjectNode paidCharge(JsonNode session) {
        return find(session)
                .filter(intent -> intent.path("status").asString().equals("succeeded"))
                .flatMap(intent ->
                        objects.find(CHARGE, intent.path("latest_charge").asString("")))
                .orElseThrow(() -> StripeError.invalid("Nothing was charged for this session."));
    }

    private ObjectNode intent(ObjectNode session, String method) {
        ObjectNode intent = find(session).orElseGet(() -> newPayment.intent(session));
        // A promotion code or the choice of shipping may have changed it since the attempt before.
        intent.put("amount", session.path("amount_total").asLong())
                .put("currency", session.path("currency").asString());
        intent.putArray("payment_method_types").add(method);
        session.put("payment_intent", intent.path("id").asString());
        return intent;
    }
}
