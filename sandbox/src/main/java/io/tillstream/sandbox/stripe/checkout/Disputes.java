package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Disputes of charges. */
@Component
public class Disputes {

    public static final String KIND = "dispute";
    private static final Duration RESPONSE_TIME = Duration.ofDays(7);

    private final StripeObjects objects;
    private final Events events;
    private final JsonMapper json;
    private final Clock clock;

    Disputes(StripeObjects objects, Events events, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** @throws StripeError if the charge is already disputed */
    public ObjectNode open(ObjectNode charge, Travel travel) {
        return objects.alone(() -> {
            String chargeId = charge.path("id").asString();
            if (of(chargeId).isPresent()) {
                throw StripeError.invalid("The charge is already disputed.");
            }
            objects.save(charge.put("disputed", true));
            long now = clock.instant().getEpochSecond();
            ObjectNode dispute = json.createObjectNode();
            dispute.put("id", Ids.make("dp_"))
                    .put("object", KIND)
                    .put("amount", charge.path("amount").asLong())
                    .put("charge", chargeId)
                    .put("created", now)
                    .put("currency", charge.path("currency").asString())
                    .put("is_charge_refundable", false)
                    .put("livemode", false)
                    .put("payment_intent", charge.path("payment_intent").asString())
                    .put("reason", "fraudulent")
                    .put("status", "needs_response");
            dispute.putObject("metadata");
            dispute.putObject("evidence_details").put("due_by", now + RESPONSE_TIME.toSeconds());
            objects.save(dispute);
            events.happened("charge.dispute.created", dispute, travel);
            return dispute;
        });
    }

    /** @throws StripeError if the charge has no open dispute */
    public ObjectNode close(ObjectNode charge, boolean won, Travel travel) {
        return objects.alone(() -> {
            ObjectNode dispute = of(charge.path("id").asString())
                    .filter(Disputes::isOpen)
                    .orElseThrow(() -> StripeError.invalid("The charge has no open dispute."))
                    .deepCopy();
            objects.save(dispute.put("status", won ? "won" : "lost"));
            events.happened("charge.dispute.closed", dispute, travel);
            return dispute;
        });
    }

    /** The dispute of a charge. The caller must not change it. */
    public Optional<ObjectNode> of(String chargeId) {
        return objects.newest(KIND)
                .filter(dispute -> dispute.path("charge").asString().equals(chargeId))
                .findFirst();
    }

    public static boolean isOpen(JsonNode dispute) {
        return dispute.path("status").asString().equals("needs_response");
    }
}
