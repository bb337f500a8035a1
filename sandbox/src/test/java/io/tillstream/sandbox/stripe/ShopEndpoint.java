package io.tillstream.sandbox.stripe;

import static org.awaitility.Awaitility.await;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop that accepts webhooks and keeps each with the result of its signature check. */
final class ShopEndpoint implements AutoCloseable {

    static final String SECRET = "whsec_sandbox";

    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String secret = SECRET;

    /** @param wellSigned the result of the Stripe library's own check */
    record Hook(JsonNode event, boolean wellSigned) {

        String type() {
            return event.path("type").asString();
        }
    }

    ShopEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/stripe/webhook";
    }

    /** The webhooks about an object, in the order of arrival. */
    List<Hook> about(String object) {
        return hooks.stream()
                .filter(hook ->
                        hook.event().path("data").path("object").toString().contains("\"" + object + "\""))
                .toList();
    }

    /** Waits for a webhook about an object. Returns the type of the last one. */
    String lastType(String object) {
        return await().until(() -> about(object), hooks -> !hooks.isEmpty())
                .getLast()
                .type();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean good = wellSigned(body, exchange.getRequestHeaders().getFirst("Stripe-Signature"));
        hooks.add(new Hook(JsonMapper.shared().readTree(body), good));
        exchange.sendResponseHeaders(good ? 200 : 400, -1);
        exchange.close();
    }

    /** Checks signatures with another secret from now on. */
    void uses(String another) {
        secret = another;
    }

    private boolean wellSigned(String body, String signature) {
        try {
            return Webhook.Signature.verifyHeader(body, signature, secret, 300);
        } catch (SignatureVerificationException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
