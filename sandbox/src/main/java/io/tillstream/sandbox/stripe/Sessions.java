package io.tillstream.sandbox.stripe;

import io.tillstream.sandbox.journal.Journal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checkout Sessions, in the JSON in which Stripe shows them. */
@Component
class Sessions {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, ObjectNode> sessions = new LinkedHashMap<>();
    private final Journal journal;
    private final JsonMapper json;
    private final Clock clock;
    private final Events events;

    Sessions(Journal journal, JsonMapper json, Clock clock, Events events) {
        this.journal = journal;
        this.json = json;
        this.clock = clock;
        this.events = events;
        journal.replay(line -> {
            if (line.path("object").asString("").equals("checkout.session")) {
                sessions.put(line.path("id").asString(), (ObjectNode) line);
            }
        });
    }

    /** Random letters and digits after a prefix, as Stripe's ids are. */
    static String id(String prefix, int length) {
        return RANDOM.ints(length, 0, LETTERS.length())
                .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                .collect(Collectors.joining("", prefix, ""));
    }

    synchronized ObjectNode create(SessionParameters parameters, String origin) {
        String id = id("cs_test_", 58);
        long now = clock.instant().getEpochSecond();
        ObjectNode session = json.createObjectNode();
        session.put("id", id).put("object", "checkout.session");
        ArrayNode lines = session.putArray("sandbox_line_items");
        parameters.lines().forEach(line -> lines.addPOJO(line));
        session.put("amount_subtotal", parameters.total())
                .put("amount_total", parameters.total())
                .put("cancel_url", parameters.cancelUrl())
                .put("client_reference_id", parameters.clientReferenceId())
                .put("created", now)
                .put("currency", parameters.currency())
                .putNull("customer_details")
                .put("customer_email", parameters.customerEmail())
                .put("expires_at", now + 24 * 60 * 60)
                .put("livemode", false)
                .put("mode", "payment")
                .putNull("payment_intent")
                .put("payment_status", "unpaid")
                .put("status", "open")
                .put("success_url", parameters.successUrl())
                .put("ui_mode", "hosted_page")
                .put("url", origin + "/c/pay/" + id);
        session.set("metadata", json.valueToTree(parameters.metadata()));
        session.set("sandbox_payment_intent_metadata", json.valueToTree(parameters.paymentIntentMetadata()));
        // Through text once, so that what is kept and what was read back at a start are of one kind.
        return save((ObjectNode) json.readTree(json.writeValueAsString(session)));
    }

    synchronized Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(sessions.get(id)).map(ObjectNode::deepCopy);
    }

    /** Newest first. */
    synchronized List<ObjectNode> newest(int limit) {
        Collection<ObjectNode> all = sessions.values();
        return all.stream()
                .skip(Math.max(0, all.size() - limit))
                .map(ObjectNode::deepCopy)
                .toList()
                .reversed();
    }

    /** Pays an open session and says so in an event; an already paid one stays as it is. */
    synchronized ObjectNode pay(String id, CustomerDetails customer) {
        ObjectNode session = open(id);
        String intent = id("pi_", 24);
        session.put("status", "complete").put("payment_status", "paid").putNull("url");
        session.set("customer_details", customer.json(json));
        session.put("payment_intent", intent);
        ObjectNode charge = session.putObject("sandbox_payment_intent");
        charge.put("id", intent)
                .put("object", "payment_intent")
                .put("amount", session.path("amount_total").asLong())
                .put("currency", session.path("currency").asString())
                .put("status", "succeeded");
        charge.set("metadata", session.path("sandbox_payment_intent_metadata"));
        charge.putObject("latest_charge")
                .put("id", id("ch_", 24))
                .put("object", "charge")
                .put("amount", session.path("amount_total").asLong())
                .put("created", clock.instant().getEpochSecond())
                .put("paid", true)
                .put("status", "succeeded");
        save(session);
        events.happened("checkout.session.completed", shown(session, List.of()));
        return session;
    }

    synchronized ObjectNode expire(String id) {
        ObjectNode session = open(id);
        session.put("status", "expired").putNull("url");
        save(session);
        events.happened("checkout.session.expired", shown(session, List.of()));
        return session;
    }

    /** A session as the API shows it: without what is the stand-in's own, and expanded as asked. */
    ObjectNode shown(ObjectNode session, Collection<String> expand) {
        ObjectNode shown = session.deepCopy();
        JsonNode intent = shown.path("sandbox_payment_intent");
        if (intent.isObject() && expand.stream().anyMatch(path -> path.startsWith("payment_intent"))) {
            ObjectNode expanded = (ObjectNode) intent.deepCopy();
            if (!expand.contains("payment_intent.latest_charge")) {
                expanded.put(
                        "latest_charge", intent.path("latest_charge").path("id").asString());
            }
            shown.set("payment_intent", expanded);
        }
        if (expand.contains("line_items")) {
            shown.set("line_items", lineItems(session));
        }
        shown.remove(List.of("sandbox_line_items", "sandbox_payment_intent", "sandbox_payment_intent_metadata"));
        return shown;
    }

    ObjectNode lineItems(ObjectNode session) {
        ObjectNode list = json.createObjectNode();
        list.put("object", "list").put("has_more", false);
        ArrayNode data = list.putArray("data");
        JsonNode lines = session.path("sandbox_line_items");
        IntStream.range(0, lines.size()).forEach(index -> {
            JsonNode line = lines.get(index);
            long amount =
                    line.path("unitAmount").asLong() * line.path("quantity").asLong();
            ObjectNode item = data.addObject();
            item.put("id", "li_" + (index + 1))
                    .put("object", "item")
                    .put("amount_subtotal", amount)
                    .put("amount_total", amount)
                    .put("currency", session.path("currency").asString())
                    .put("description", line.path("name").asString())
                    .put("quantity", line.path("quantity").asLong());
            item.putObject("price")
                    .put("object", "price")
                    .put("unit_amount", line.path("unitAmount").asLong());
        });
        return list;
    }

    private ObjectNode open(String id) {
        ObjectNode session = find(id).orElseThrow(() -> StripeError.missing("checkout.session: '" + id + "'"));
        if (!session.path("status").asString().equals("open")) {
            throw StripeError.invalid("The session is " + session.path("status").asString() + ", not open.");
        }
        return session;
    }

    private ObjectNode save(ObjectNode session) {
        sessions.put(session.path("id").asString(), session.deepCopy());
        journal.append(session);
        return session;
    }
}
