package io.tillstream.sandbox.papermoon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Paper Moon Prints sells: products, prices and Payment Links at the stand-in for Stripe.
 *
 * <p>Each request has a fixed idempotency key, so that the next start finds the same links again.
 */
final class Goods {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String stripe;
    private final String key;
    private final String site;

    Goods(String stripe, String key, String site) {
        this.stripe = stripe;
        this.key = key;
        this.site = site;
    }

    /** The names used in the pages, each with the id of its link without the prefix {@code plink_}. */
    Map<String, String> create() throws IOException, InterruptedException {
        Map<String, String> links = new HashMap<>();
        String poster = price("poster", "Moonrise poster, A2", 3200, Map.of("product[metadata][sku]", "poster-a2"));
        links.put("poster", link("poster", poster, Map.of("payment_intent_data[metadata][from]", "poster-page")));
        links.put("cards", link("cards", price("cards", "Twelve postcards", 1400, Map.of()), Map.of()));
        Map<String, String> monthly = Map.of("price[recurring][interval]", "month");
        String club = price("club", "Print of the month", 1900, monthly);
        links.put("club", link("club", club, Map.of()));
        links.put("club-trial", link("club-trial", club, Map.of("subscription_data[trial_period_days]", "7")));
        links.put("zine", link("zine", price("zine", "Monthly zine", 600, monthly), Map.of()));
        return links;
    }

    /** @param more parameters, each in {@code product[...]} or {@code price[...]} */
    private String price(String name, String title, long amount, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> product = inside("product", more);
        product.put("name", title);
        Map<String, String> price = inside("price", more);
        price.put("product", create("products", name, product));
        price.put("currency", "sgd");
        price.put("unit_amount", Long.toString(amount));
        return create("prices", name, price);
    }

    private static Map<String, String> inside(String object, Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(each -> each.getKey().startsWith(object + "["))
                .collect(Collectors.toMap(
                        each -> each.getKey().replaceFirst("^\\w+\\[(\\w+)]", "$1"),
                        Map.Entry::getValue,
                        (first, second) -> second,
                        TreeMap::new));
    }

    private String link(String name, String price, Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> link = new TreeMap<>(more);
        link.put("line_items[0][price]", price);
        link.put("line_items[0][quantity]", "1");
        link.put("metadata[site]", "paper-moon");
        link.put("after_completion[type]", "redirect");
        link.put("after_completion[redirect][url]", site + "/thanks.html?session_id={CHECKOUT_SESSION_ID}");
        return create("payment_links", name, link).replaceFirst("^plink_", "");
    }

    /** Returns the id of the new object. */
    private String create(String path, String name, Map<String, String> parameters)
            throws IOException, InterruptedException {
        String body = parameters.entrySet().stream()
                .map(each -> URLEncoder.encode(each.getKey(), UTF_8) + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(stripe + "/v1/" + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Idempotency-Key", "paper-moon-1 " + site + " " + path + " " + name)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        JsonNode created = JsonMapper.shared().readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new IOException("The stand-in for Stripe refused " + path + " " + name + ": " + answer.body());
        }
        return created.path("id").asString();
    }
}
