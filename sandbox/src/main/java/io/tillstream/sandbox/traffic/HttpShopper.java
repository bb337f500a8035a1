package io.tillstream.sandbox.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.net.CookieManager;
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
import java.util.stream.Collectors;

/** A shopper that uses the shop by plain HTTP requests, like a browser without JavaScript. */
public class HttpShopper {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stack stack;
    private final CookieManager cookies = new CookieManager();

    protected HttpShopper(Stack stack) {
        this.stack = stack;
    }

    /** Answers the consent question. */
    protected void answers(boolean granted) throws IOException, InterruptedException {
        post(shop("/consent"), Map.of("granted", Boolean.toString(granted)));
    }

    /**
     * Puts one piece into the cart and starts a checkout. Returns the shop's answer. If the shop first shows an order that
     * this browser has just paid, the shopper opens that page and tries again.
     */
    protected HttpResponse<String> takesToCheckout(String sku) throws IOException, InterruptedException {
        post(shop("/cart/items"), Map.of("sku", sku));
        HttpResponse<String> answer = post(shop("/checkout"), Map.of());
        while (answer.headers().firstValue("Location").orElse("").startsWith("/thanks/")) {
            looksAt(answer.headers().firstValue("Location").orElseThrow());
            answer = post(shop("/checkout"), Map.of());
        }
        return answer;
    }

    /** @param form the fields of the payment page of the stand-in for Stripe */
    protected void pays(String session, Map<String, String> form) throws IOException, InterruptedException {
        post(Stack.url(stack.ports().stripe()) + "/c/pay/" + session, form);
    }

    protected HttpResponse<String> looksAt(String path) throws IOException, InterruptedException {
        return send(request(shop(path)).GET());
    }

    /** The id of the session that a checkout leads to. */
    protected static String session(HttpResponse<?> checkout) {
        String page = checkout.headers()
                .firstValue("Location")
                .orElseThrow(
                        () -> new IllegalStateException("The shop answered a checkout with " + checkout.statusCode()));
        return page.substring(page.lastIndexOf('/') + 1);
    }

    private HttpResponse<String> post(String url, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String url) throws IOException {
        URI address = URI.create(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        List<String> sent = cookies.get(address, Map.of()).getOrDefault("Cookie", List.of());
        return sent.isEmpty() ? request : request.header("Cookie", String.join("; ", sent));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        cookies.put(answer.uri(), answer.headers().map());
        return answer;
    }

    private String shop(String path) {
        return Stack.url(stack.ports().shop()) + path;
    }
}
