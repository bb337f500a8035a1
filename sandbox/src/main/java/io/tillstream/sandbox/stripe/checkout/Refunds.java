package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Refunds of charges. */
@Component
public class Refunds {

    public static final String KIND = "refund";

    private final StripeObjects objects;
    private final Events events;
    private final JsonMapper json;
    private final Clock clock;

    Refunds(StripeObjects objects, Events events, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param asked in minor units; null for the whole remaining amount
     * @throws StripeError if the charge is not paid, or its remaining amount is smaller
     */
    public ObjectNode make(String chargeId, @Nullable Long asked, Travel travel) {
        return objects.alone(() -> {
            ObjectNode charge = objects.find(Payments.CHARGE, chargeId)
                    .orElseThrow(() -> StripeError.missing("charge: '" + chargeId + "'"));
            long refunded = charge.path("amount_refunded").asLong();
            long left = charge.path("paid").asBoolean() ? charge.path("amount").asLong() - refunded : 0;
            long amount = asked == null ? left : asked;
            if (amount < 1 || amount > left) {
                throw StripeError.invalid("Refund amount (" + amount + ") must be 1 to " + left
                        + ", the remaining amount of the charge in minor units.");
            }
            charge.put("amount_refunded", refunded + amount).put("refunded", amount == left);
            objects.save(charge);
            ObjectNode refund = json.createObjectNode();
            refund.put("id", Ids.make("re_"))
                    .put("object", KIND)
                    .put("amount", amount)
                    .put("charge", chargeId)
                    .put("created", clock.instant().getEpochSecond())
                    .put("currency", charge.path("currency").asString())
                    .put("payment_intent", charge.path("payment_intent").asString())
                    .putNull("reason")
                    .put("status", "succeeded")
                    .putObject("metadata");
            objects.save(refund);
            events.happened("refund.created", refund, travel);
            events.happened("charge.refunded", charge, travel);
            // Stripe sends this event when the bank has assigned a reference.
            events.happened("refund.updated", refund, travel);
            return refund;
        });
    }
}
