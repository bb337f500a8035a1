package io.tillstream.sandbox.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The stand-in on a free port. Tests call it through the Stripe library, as the shop does, and through its forms. */
final class RunningStripe implements AutoCloseable {

    /** The address of the test shop; nothing answers there. */
    static final String SHOP = "http://shop.example";

    private static final String KEY = "sk_test_sandbox";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String url;

    RunningStripe(Path journal, String webhookUrl) {
        Stripe.enableTelemetry = false;
        context = new SpringApplicationBuilder(StripeStandIn.class)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties(
                        "server.port=0",
                        "sandbox.secret-key=" + KEY,
                        "sandbox.webhook-secret=" + ShopEndpoint.SECRET,
                        "sandbox.webhook-url=" + webhookUrl,
                        "sandbox.journal=" + journal)
                .run();
        url = "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    StripeClient client() {
        return client(KEY);
    }

    StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(url)
                .setMaxNetworkRetries(0)
                .build();
    }

    /** Parameters of a session for a mug at SGD 11.00; each test adds its own. */
    static SessionCreateParams.Builder mug() {
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("http://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}")
                .setCancelUrl("http://shop.example/cart")
                .putMetadata("event_id", "event-1")
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata("order_id", "order-1")
                        .build())
                .addLineItem(LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(LineItem.PriceData.builder()
                                .setCurrency("sgd")
                                .setUnitAmount(1100L)
                                .setProductData(LineItem.PriceData.ProductData.builder()
                                        .setName("Mug")
                                        .setDescription("Of enamel")
                                        .addImage("http://shop.example/mug.png")
                                        .build())
                                .build())
                        .build());
    }

    Session opens(SessionCreateParams parameters) throws StripeException {
        return client().v1().checkout().sessions().create(parameters);
    }

    /** Opens a session and presses a button of its payment page. Returns the session after that. */
    Session pays(String card, String... more) throws Exception {
        Session session = opens(mug().build());
        presses(session, card, more);
        return reads(session);
    }

    HttpResponse<String> presses(Session session, String card, String... more) throws Exception {
        StringBuilder form = new StringBuilder("card=" + card + "&email=jo@example.com&name=Jo&country=SG");
        for (String field : more) {
            form.append('&').append(field);
        }
        return posts("/c/pay/" + session.getId(), form.toString());
    }

    Session reads(Session session) throws StripeException {
        return client().v1()
                .checkout()
                .sessions()
                .retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge")
                                .build());
    }

    Session session(String id, SessionRetrieveParams parameters) throws StripeException {
        return client().v1().checkout().sessions().retrieve(id, parameters);
    }

    PaymentIntent intent(Session session) throws StripeException {
        return reads(session).getPaymentIntentObject();
    }

    /** Presses a button of the overview page. */
    void does(Session session, String action) throws Exception {
        HttpResponse<String> answer = posts("/sandbox/sessions/" + session.getId() + "/" + action, "");
        if (answer.statusCode() != 303) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    void switches(Map<String, String> switches) throws Exception {
        posts(
                "/sandbox/switches",
                switches.entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                        .collect(Collectors.joining("&")));
    }

    HttpResponse<String> posts(String path, String form) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    String looks(String path) throws IOException, InterruptedException {
        return gets(path).body();
    }

    HttpResponse<String> gets(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    /** Presses a button of the overview page. Returns the id of the object that it made. */
    String makes(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = posts(path.replace("[", "%5B").replace("]", "%5D"), "");
        return answer.headers()
                .firstValue("Sandbox-Id")
                .orElseThrow(() -> new IllegalStateException(answer.statusCode() + " " + answer.body()));
    }

    @Override
    public void close() {
        context.close();
    }
}
