package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.sandbox.house.House;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;

/** Buys with HTTP alone, as a browser without JavaScript does. */
final class Shopper {

    /** What the test's customers are called; none of it may be found anywhere but at Stripe. */
    static final String EMAIL = "hidden.customer@personal.example";

    static final String PHONE = "+6591234567";
    static final String NAME = "Verysecret Nameperson";

    private final House house;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    Shopper(House house) {
        this.house = house;
    }

    Shopper agrees() throws Exception {
        post(shop("/consent"), Map.of("granted", "true"));
        return this;
    }

    /** Buys one piece; gives the id of the paid session. */
    String buys(String sku) throws Exception {
        String session = checksOut(sku);
        pays(session);
        return session;
    }

    String checksOut(String sku) throws Exception {
        post(shop("/cart/items"), Map.of("sku", sku));
        String page = location(post(shop("/checkout"), Map.of()));
        return page.substring(page.lastIndexOf('/') + 1);
    }

    void pays(String session) throws Exception {
        pays(session, "good", "at-once");
    }

    /**
     * @param card    one of the stand-in's ways to pay, such as konbini
     * @param webhook how the shop is told of it, such as lost
     */
    void pays(String session, String card, String webhook) throws Exception {
        post(
                House.url(house.ports().stripe()) + "/c/pay/" + session,
                Map.of(
                        "card", card,
                        "webhook", webhook,
                        "email", EMAIL,
                        "phone", PHONE,
                        "name", NAME,
                        "city", "Singapore",
                        "country", "SG"));
    }

    /** @param percentOff 0 to 100 */
    void paysWithPromotion(String session, int percentOff) throws Exception {
        post(
                House.url(house.ports().stripe()) + "/c/pay/" + session,
                Map.of("card", "good", "promotion", Integer.toString(percentOff), "email", EMAIL, "name", NAME));
    }

    /** What the shop answers to a checkout, wherever it leads. */
    HttpResponse<String> triesToCheckOut(String sku) throws Exception {
        post(shop("/cart/items"), Map.of("sku", sku));
        return post(shop("/checkout"), Map.of());
    }

    Shopper refuses() throws Exception {
        post(shop("/consent"), Map.of("granted", "false"));
        return this;
    }

    HttpResponse<String> looks(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(shop(path))).build(), BodyHandlers.ofString());
    }

    private String shop(String path) {
        return House.url(house.ports().shop()) + path;
    }

    private HttpResponse<String> post(String url, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }
}
