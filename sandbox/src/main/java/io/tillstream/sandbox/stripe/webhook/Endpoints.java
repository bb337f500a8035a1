package io.tillstream.sandbox.stripe.webhook;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The webhook endpoints of the account: the one that the stand-in is started with, for all events, and those that were
 * registered later. The first one is shown under the shop's own address, also if the stand-in uses another address to
 * reach it.
 */
@Component
public class Endpoints {

    private static final String KIND = "webhook_endpoint";
    private static final String SECRET = "sandbox_secret";

    private final StripeObjects objects;
    private final JsonMapper json;
    private final Clock clock;
    private final String first;
    private final String firstShownAs;
    private final String firstSecret;

    /** @param first empty if the account has no endpoint at the start */
    Endpoints(
            StripeObjects objects,
            JsonMapper json,
            Clock clock,
            @Value("${sandbox.webhook-url}") String first,
            @Value("${sandbox.webhook-shown-as:${sandbox.webhook-url}}") String firstShownAs,
            @Value("${sandbox.webhook-secret}") String firstSecret) {
        this.objects = objects;
        this.json = json;
        this.clock = clock;
        this.first = first;
        this.firstShownAs = firstShownAs;
        this.firstSecret = firstSecret;
    }

    /** Where to deliver an event, and the secret to sign it with. */
    record Target(URI url, String secret) {}

    List<Target> targets(String eventType) {
        Stream<Target> atStart =
                first.isEmpty() ? Stream.empty() : Stream.of(new Target(URI.create(first), firstSecret));
        return Stream.concat(
                        atStart,
                        objects.oldest(KIND)
                                .filter(endpoint -> takes(endpoint, eventType))
                                .map(endpoint -> new Target(
                                        URI.create(endpoint.path("url").asString()),
                                        endpoint.path(SECRET).asString())))
                .toList();
    }

    private static boolean takes(JsonNode endpoint, String eventType) {
        return endpoint.path("enabled_events")
                .valueStream()
                .map(JsonNode::asString)
                .anyMatch(each -> each.equals("*") || each.equals(eventType));
    }

    /** The new endpoint; only this answer has the secret. */
    public ObjectNode register(String url, List<String> events, @Nullable String apiVersion) {
        ObjectNode endpoint = endpoint(Ids.make("we_"), url, clock.instant().getEpochSecond());
        endpoint.put("api_version", apiVersion).put(SECRET, Ids.make("whsec_"));
        endpoint.set("enabled_events", json.valueToTree(events));
        objects.save(endpoint);
        return endpoint.deepCopy().put("secret", endpoint.path(SECRET).asString());
    }

    /** Newest first. */
    public Stream<ObjectNode> newest() {
        Stream<ObjectNode> registered = objects.newest(KIND);
        if (first.isEmpty()) {
            return registered;
        }
        ObjectNode atStart = endpoint("we_sandbox", firstShownAs, 0);
        atStart.putArray("enabled_events").add("*");
        return Stream.concat(registered, Stream.of(atStart));
    }

    private ObjectNode endpoint(String id, String url, long created) {
        return json.createObjectNode()
                .put("id", id)
                .put("object", KIND)
                .putNull("api_version")
                .put("created", created)
                .put("livemode", false)
                .put("status", "enabled")
                .put("url", url);
    }
}
