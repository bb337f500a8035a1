package io.tillstream.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.backing.Backing;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A shop on real PostgreSQL and Kafka, with a browser's cookies. One serves all tests. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class RunningShop {

    public static final String KEYS = "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    /** The browser's IP address; each test has its own, because checkouts are limited per address. */
    protected final String ip = "8.8." + ThreadLocalRandom.current().nextInt(1, 255) + "."
            + ThreadLocalRandom.current().nextInt(1, 255);

    protected static final StripeStub STRIPE = new StripeStub();

    @LocalServerPort
    private int port;

    @Autowired
    protected JdbcClient jdbc;

    protected final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry registry) {
        environment().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** Environment variables of every shop in the tests. */
    protected static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", Backing.kafka()),
                Map.entry("DATABASE_URL", Backing.postgres()),
                Map.entry("CUSTOMER_DATA_KEYS", KEYS),
                Map.entry("PUBLIC_BASE_URL", "http://localhost"),
                Map.entry("STRIPE_SECRET_KEY", "sk_test_x"),
                Map.entry("STRIPE_WEBHOOK_SECRET", "whsec_old," + StripeWebhooks.SECRET),
                Map.entry("STRIPE_API_BASE", STRIPE.url()),
                Map.entry("META_PIXEL_ID", "123"),
                Map.entry("INTERNAL_ORDERS", "ann@staff.example"),
                Map.entry("DEMO_PRODUCTS", "true"),
                Map.entry("SHOP_OWNERS", "olga:a long password,petra:another long password"),
                Map.entry("META_TEST_EVENT_CODE", "TEST123"),
                Map.entry("RECONCILER_ENABLED", "false"),
                Map.entry("SITE_ORIGINS", "https://www.site.test,http://localhost:7777"),
                // One test sends thousands of contexts.
                Map.entry("SITE_CONTEXTS_PER_SECOND", "100000"),
                Map.entry("CONTEXT_KEYS", "an-old-key-of-a-server,a-key-of-a-server-0123"),
                Map.entry("shop.books.every", "1s"),
                Map.entry("PORT", "0"),
                Map.entry("MANAGEMENT_PORT", "0"));
    }

    protected HttpResponse<String> get(String path) throws Exception {
        return browser.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    protected HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    protected HttpResponse<String> webhook(String body, String signature) throws Exception {
        HttpRequest.Builder request = request("/stripe/webhook").POST(BodyPublishers.ofString(body));
        if (signature != null) {
            request.header("Stripe-Signature", signature);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    /** Fills the cart, checks out, and returns the id of the session. */
    protected String checkout(String... skus) throws Exception {
        for (String sku : skus) {
            post("/cart/items", Map.of("sku", sku));
        }
        String url =
                post("/checkout", Map.of()).headers().firstValue("Location").orElseThrow();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Returns from Stripe, and follows the redirect to the order. */
    protected HttpResponse<String> thanks(String sessionId) throws Exception {
        HttpResponse<String> back = get("/thanks?session_id=" + sessionId);
        return back.statusCode() == 303
                ? get(back.headers().firstValue("Location").orElseThrow())
                : back;
    }

    /** Sends the webhook of a completed session. */
    protected HttpResponse<String> completed(String sessionId) throws Exception {
        String body = StripeWebhooks.event(sessionId);
        return webhook(body, StripeWebhooks.sign(body, System.currentTimeMillis() / 1000));
    }

    protected String orderState(String sessionId) {
        return jdbc.sql("select state from orders where stripe_session_id = ?")
                .param(sessionId)
                .query(String.class)
                .single();
    }

    protected String eventId(String sessionId) {
        return jdbc.sql("select event_id::text from orders where stripe_session_id = ?")
                .param(sessionId)
                .query(String.class)
                .single();
    }

    protected URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path))
                .header("Accept", "text/html,*/*;q=0.8")
                // As the proxy in front of the shop sets it.
                .header("X-Forwarded-For", ip);
    }
}
