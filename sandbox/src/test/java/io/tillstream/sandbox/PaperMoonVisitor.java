package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor of Paper Moon Prints without a browser, and what Stripe and Meta know of the shop's sales. */
final class PaperMoonVisitor {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stack stack;
    private final Guarantees guarantees;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param guarantees of the same stack */
    PaperMoonVisitor(Stack stack, Guarantees guarantees) {
        this.stack = stack;
        this.guarantees = guarantees;
    }

    /** The address of a Payment Link of the page, as it is without scripts. */
    String link(String goods) throws Exception {
        Matcher link = Pattern.compile("id=\"" + goods + "\".*?href=\"([^\"]+)\"", Pattern.DOTALL)
                .matcher(get(stack.paperMoon() + "/").body());
        if (!link.find()) {
            throw new IllegalStateException("No link for " + goods);
        }
        return link.group(1);
    }

    /** Follows a Payment Link. Returns the id of the session. */
    String opens(String link) throws Exception {
        return get(link).headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    /** Pays a session with a good card and does not return to the shop. */
    void pays(String session) throws Exception {
        post(
                "/c/pay/" + session,
                Map.of("card", "good", "email", Shopper.EMAIL, "name", Shopper.NAME, "country", "SG"));
    }

    /** Ends the trial or period of a session's subscription. Returns the id of the invoice. */
    String renews(String session, boolean succeeds) throws Exception {
        String subscription =
                stripe("/v1/checkout/sessions/" + session).path("subscription").asString();
        return post("/sandbox/subscriptions/" + subscription + "/renew", Map.of("succeeds", Boolean.toString(succeeds)))
                .headers()
                .firstValue("Sandbox-Id")
                .orElseThrow();
    }

    String invoice(String session) throws Exception {
        return stripe("/v1/checkout/sessions/" + session).path("invoice").asString();
    }

    /**
     * Meta's events with an id, once there are some.
     *
     * @param source browser or server
     */
    List<JsonNode> awaitEvents(String source, String eventId) {
        return await().atMost(PATIENCE).until(() -> events(source, eventId), events -> !events.isEmpty());
    }

    List<JsonNode> events(String source, String eventId) {
        return JsonMapper.shared()
                .readTree(Http.get(stack.ports().meta(), "/sandbox/events"))
                .valueStream()
                .filter(event -> event.path("source").asString().equals(source))
                .filter(event -> event.path("eventId").asString("").equals(eventId))
                .map(event -> event.path("payload"))
                .toList();
    }

    /** The receipt of a sale, once there is one. */
    JsonNode awaitReceipt(String eventId) {
        return await().atMost(PATIENCE).until(() -> guarantees.receipts().get(eventId), receipt -> receipt != null);
    }

    private JsonNode stripe(String path) throws Exception {
        return JsonMapper.shared()
                .readTree(http.send(
                                HttpRequest.newBuilder(URI.create(
                                                Stack.url(stack.ports().stripe()) + path))
                                        .header("Authorization", "Bearer sk_test_sandbox")
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create(Stack.url(stack.ports().stripe()) + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
