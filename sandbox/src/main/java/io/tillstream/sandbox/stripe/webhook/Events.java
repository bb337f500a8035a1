package io.tillstream.sandbox.stripe.webhook;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's events in JSON, and the state of their delivery to the shop. */
@Component
public class Events {

    static final String KIND = "event";

    /** The version that stripe-java 33 sends. */
    static final String API_VERSION = "2026-07-29.dahlia";

    private static final String DELIVERY = "sandbox.delivery";

    private final StripeObjects objects;
    private final JsonMapper json;
    private final Clock clock;
    private final Webhooks webhooks;

    Events(StripeObjects objects, JsonMapper json, Clock clock, Webhooks webhooks) {
        this.objects = objects;
        this.json = json;
        this.clock = clock;
        this.webhooks = webhooks;
    }

    /** Delivers the events that were undelivered when the stand-in stopped. */
    @EventListener(ApplicationReadyEvent.class)
    void deliverOpen() {
        objects.oldest(KIND)
                .filter(event -> objects.find(DELIVERY, event.path("id").asString())
                        .map(delivery -> delivery.path("open").asBoolean(false))
                        .orElse(true))
                .forEach(this::deliver);
    }

    /** @param object in its current state; the event keeps a copy */
    public ObjectNode happened(String type, ObjectNode object, Travel travel) {
        boolean old = travel == Travel.OLD_VERSION;
        ObjectNode event = json.createObjectNode();
        event.put("id", Ids.make("evt_"))
                .put("object", KIND)
                .put("api_version", old ? OldVersion.API_VERSION : API_VERSION)
                .put("created", clock.instant().getEpochSecond())
                .put("livemode", false)
                .put("pending_webhooks", 1)
                .put("type", type);
        event.putObject("request").putNull("id").putNull("idempotency_key");
        ObjectNode plain = StripeObjects.withoutOwnFields(object);
        event.putObject("data").set("object", old ? OldVersion.of(plain) : plain);
        objects.save(event);
        if (travel == Travel.LOST) {
            note(event, new Webhooks.Result("lost", false));
        }
        webhooks.deliver(event, travel, result -> note(event, result));
        return event;
    }

    public Optional<ObjectNode> find(String id) {
        return objects.find(KIND, id);
    }

    /** Newest first. */
    public Stream<ObjectNode> newest() {
        return objects.newest(KIND);
    }

    /** The result of the last delivery of an event; empty before the first. */
    public String delivery(String eventId) {
        return objects.find(DELIVERY, eventId)
                .map(delivery -> delivery.path("result").asString())
                .orElse("");
    }

    /** Whether the shop's last answer was 2xx. */
    public boolean delivered(JsonNode event) {
        return delivery(event.path("id").asString()).startsWith("2");
    }

    public void deliver(ObjectNode event) {
        webhooks.deliver(event, Travel.AT_ONCE, result -> note(event, result));
    }

    /** Delivers once, waits for the shop's answer, and does not retry. */
    public void deliverOnce(ObjectNode event) {
        note(event, webhooks.deliverOnce(event));
    }

    private void note(JsonNode event, Webhooks.Result result) {
        objects.save(json.createObjectNode()
                .put("object", DELIVERY)
                .put("id", event.path("id").asString())
                .put("result", result.text())
                .put("open", result.open()));
    }
}
