package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payment intents and their charges. The first attempt to pay creates the session's intent. The intent and the charge get
 * the metadata of {@code payment_intent_data}, not that of the session.
 */
@Component
public class Payments {

    public static final String KIND = "payment_intent";
    public static final String CHARGE = "charge";

    private final StripeObjects objects;
    private final NewPayment newPayment;
    private final Events events;
    private final Clock clock;

    Payments(StripeObjects objects, Events events, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.newPayment = new NewPayment(json, clock);
        this.events = events;
        this.clock = clock;
    }

    /** The payment succeeded. A pending charge keeps its id and its creation time. */
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

    /**
     * Sends {@code payment_intent.succeeded}. Stripe sends it for each payment; this stand-in leaves it out for sessions that
     * a shop created in payment mode.
     */
    void announce(JsonNode session, Travel travel) {
        find(session)
                .ifPresent(intent -> events.happened(
                        "payment_intent.succeeded",
                        intent,
                        travel == Travel.BEFORE_REDIRECT ? Travel.AT_ONCE : travel));
    }

    /** The payment is pending for days and can still fail. */
    void pend(ObjectNode session, String method) {
        ObjectNode intent = intent(session, method);
        ObjectNode charge = newPayment.charge(session, intent, method);
        objects.save(charge.put("paid", false).put("captured", false).put("status", "pending"));
        objects.save(intent.put("status", "processing")
                .put("latest_charge", charge.path("id").asString())
                .putNull("last_payment_error")
                .putNull("next_action"));
    }

    /** The shopper must act first: confirm, or pay a voucher in a shop. There is no charge yet. */
    void await(ObjectNode session, String method, String nextAction) {
        ObjectNode intent = intent(session, method);
        intent.put("status", "requires_action").putNull("last_payment_error");
        intent.putObject("next_action").put("type", nextAction);
        objects.save(intent);
    }

    /**
     * An attempt failed. A card leaves a failed charge; an unpaid voucher leaves none.
     *
     * @param decline the bank's reason; null if no bank was asked
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

    /** Cancels the intent. Does nothing if there was no attempt to pay. */
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

    /** The charge that paid the session. */
    public ObjectNode paidCharge(JsonNode session) {
        return find(session)
                .filter(intent -> intent.path("status").asString().equals("succeeded"))
                .flatMap(intent ->
                        objects.find(CHARGE, intent.path("latest_charge").asString("")))
                .orElseThrow(() -> StripeError.invalid("Nothing was charged for this session."));
    }

    private ObjectNode intent(ObjectNode session, String method) {
        ObjectNode intent = find(session).orElseGet(() -> newPayment.intent(session));
        // A promotion code or shipping option may have changed the amount since the last attempt.
        intent.put("amount", session.path("amount_total").asLong())
                .put("currency", session.path("currency").asString());
        JsonNode money = session.path("sandbox_intent_money");
        if (money.isObject()) {
            intent.put("amount", money.path("presentment_amount").asLong())
                    .put("currency", money.path("presentment_currency").asString());
        }
        intent.putArray("payment_method_types").add(method);
        session.put("payment_intent", intent.path("id").asString());
        return intent;
    }
}
