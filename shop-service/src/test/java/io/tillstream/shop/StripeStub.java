package io.tillstream.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers the two calls that the shop makes to Stripe: open a session, read a session. */
public final class StripeStub {

    public static final String WEBHOOK_SECRET = "whsec_test";

    private final HttpServer server;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    public volatile boolean down;

    public StripeStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/checkout/sessions", this::answer);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Makes a session read as paid with this amount. */
    public void pay(String sessionId, long amount, String email) {
        sessions.computeIfPresent(
                sessionId,
                (id, session) -> session.replace("\"open\"", "\"complete\"")
                        .replace("\"unpaid\"", "\"paid\"")
                        .replaceFirst("\"amount_total\":\\d+", "\"amount_total\":" + amount)
                        .replace(
                                "\"customer_details\":null",
                                "\"customer_details\":{\"email\":\"" + email
                                        + "\",\"name\":\"Zoë Quux-Testperson\",\"phone\":\"+4915112345678\",\"address\":"
                                        + "{\"city\":\"Köln\",\"country\":\"DE\",\"postal_code\":\"50667\",\"state\":null,"
                                        + "\"line1\":null,\"line2\":null}}")
                        .replace(
                                "\"payment_intent\":null",
                                "\"payment_intent\":{\"id\":\"pi_stub\",\"object\":\"payment_intent\",\"latest_charge\":"
                                        + "{\"id\":\"ch_stub\",\"object\":\"charge\",\"created\":1795400000}}"));
    }

    /** A webhook's body about a session. */
    public static String event(String sessionId) {
        // Indented, and of an API version that stripe-java does not know: as Stripe sends them.
        return """
                {
                  "id": "evt_1",
                  "object": "event",
                  "api_version": "2019-05-16",
                  "type": "checkout.session.completed",
                  "data": { "object": { "id": "%s", "object": "checkout.session" } }
                }
                """.formatted(sessionId);
    }

    public static String sign(String body, long atSeconds) throws GeneralSecurityException {
        return Webhook.Signature.generateSignatureHeader(body, WEBHOOK_SECRET, atSeconds);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (down) {
            send(exchange, 500, "{\"error\":{\"message\":\"down\",\"type\":\"api_error\"}}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            String id = "cs_test_stub" + numbers.incrementAndGet();
            sessions.put(
                    id, session(id, form(new String(exchange.getRequestBody().readAllBytes(), UTF_8))));
            send(exchange, 200, sessions.get(id));
        } else {
            String id = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
            String session = sessions.get(id);
            send(
                    exchange,
                    session == null ? 404 : 200,
                    session == null
                            ? "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_missing\",\"message\":\"No such session\"}}"
                            : session);
        }
    }

    private String session(String id, Map<String, String> form) {
        long total = form.keySet().stream()
                .filter(name -> name.endsWith("[quantity]"))
                .mapToLong(name -> Long.parseLong(form.get(name))
                        * Long.parseLong(form.get(name.replace("[quantity]", "[price_data][unit_amount]"))))
                .sum();
        return """
                {"id":"%s","object":"checkout.session","mode":"payment","status":"open","payment_status":"unpaid",\
                "amount_total":%d,"currency":"%s","livemode":false,"customer_details":null,"payment_intent":null,\
                "metadata":{"order_id":"%s","event_id":"%s"},"url":"%s/c/pay/%s"}""".formatted(
                        id,
                        total,
                        form.get("line_items[0][price_data][currency]"),
                        form.get("metadata[order_id]"),
                        form.get("metadata[event_id]"),
                        url(),
                        id);
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], UTF_8), pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
