package io.tillstream.sandbox.stripe;

import io.tillstream.sandbox.journal.Journal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What happened, in the JSON in which Stripe tells it, and whether the shop has been told. */
@Component
class Events {

    /** What stripe-java 33 pins. */
    static final String API_VERSION = "2026-07-29.dahlia";

    private final Map<String, ObjectNode> events = new LinkedHashMap<>();
    private final Map<String, String> deliveries = new LinkedHashMap<>();
    private final Journal journal;
    private final JsonMapper json;
    private final Clock clock;
    private final Webhooks webhooks;

    Events(Journal journal, JsonMapper json, Clock clock, Webhooks webhooks) {
        this.journal = journal;
        this.json = json;
        this.clock = clock;
        this.webhooks = webhooks;
        journal.replay(line -> {
            switch (line.path("object").asString("")) {
                case "event" -> events.put(line.path("id").asString(), (ObjectNode) line);
                case "sandbox.delivery" ->
                    deliveries.put(
                            line.path("event").asString(), line.path("result").asString());
                default -> {
                    // A session; not ours to read.
                }
            }
        });
        // What the shop had not been told when the stand-in stopped, it is told now.
        events.values().stream()
                .filter(event -> !delivered(event.path("id").asString()))
                .forEach(this::deliver);
    }

    synchronized void happened(String type, ObjectNode object) {
        ObjectNode event = json.createObjectNode();
        event.put("id", Sessions.id("evt_", 24))
                .put("object", "event")
                .put("api_version", API_VERSION)
                .put("created", clock.instant().getEpochSecond())
                .put("livemode", false)
                .put("pending_webhooks", 1)
                .put("type", type);
        event.putObject("data").set("object", object);
        events.put(event.path("id").asString(), event);
        journal.append(event);
        deliver(event);
    }

    synchronized Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(events.get(id));
    }

    /** Newest first, as Stripe lists them. */
    synchronized List<ObjectNode> newest() {
        return List.copyOf(events.values()).reversed();
    }

    /** How the last delivery of an event ended; empty while there was none. */
    synchronized String delivery(String eventId) {
        return deliveries.getOrDefault(eventId, "");
    }

    void deliver(JsonNode event) {
        String id = event.path("id").asString();
        webhooks.deliver(event, result -> noted(id, result));
    }

    private synchronized void noted(String eventId, String result) {
        deliveries.put(eventId, result);
        ObjectNode line = json.createObjectNode();
        journal.append(
                line.put("object", "sandbox.delivery").put("event", eventId).put("result", result));
    }

    private boolean delivered(String eventId) {
        return delivery(eventId).startsWith("2");
    }
}
