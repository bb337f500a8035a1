package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A site with a strict Content-Security-Policy whose pages have tillstream.js, and on another origin what shop-service answers
 * to the script. Browsers find every host below localhost on this machine.
 */
final class ScriptedSite implements AutoCloseable {

    /** What the page sent to {@code /contexts}, oldest first. */
    final List<JsonNode> contexts = new CopyOnWriteArrayList<>();

    /** The answer of {@code /contexts}. */
    volatile int contextStatus = 204;

    /** The queries of {@code /v1/purchases}. */
    final List<String> questions = new CopyOnWriteArrayList<>();

    /** The next answers of {@code /v1/purchases}, then there is no Purchase. */
    final List<String> answers = new CopyOnWriteArrayList<>();

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final HttpServer site = server();
    private final HttpServer shop = server();

    private record Page(String attributes, String before) {}

    ScriptedSite() throws IOException {
        site.createContext("/", this::page);
        Path script = RunningStack.ROOT.resolve("shop-service/target/classes/static/tillstream.js");
        shop.createContext(
                "/tillstream.js", exchange -> answer(exchange, 200, "text/javascript", Files.readString(script)));
        shop.createContext("/pixel.js", exchange -> answer(exchange, 200, "text/javascript", ""));
        shop.createContext("/contexts", exchange -> {
            contexts.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            answer(exchange, contextStatus, "text/plain", "");
        });
        shop.createContext("/v1/purchases", exchange -> {
            questions.add(exchange.getRequestURI().getQuery());
            answer(
                    exchange,
                    200,
                    "application/json",
                    answers.isEmpty() ? "{\"state\":\"none\"}" : answers.removeFirst());
        });
        for (HttpServer server : List.of(site, shop)) {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /**
     * Adds a page.
     *
     * @param attributes of the script's tag
     * @param before     a script of the page's own that runs before
     */
    void add(String path, String attributes, String before) {
        pages.put(path, new Page(attributes, before));
    }

    String url(String path) {
        return "http://www.site.localhost:" + site.getAddress().getPort() + path;
    }

    String shop(String path) {
        return "http://shop.localhost:" + shop.getAddress().getPort() + path;
    }

    JsonNode lastContext() {
        return contexts.getLast();
    }

    private void page(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith(".js")) {
            answer(exchange, 200, "text/javascript", pages.get(path.replace(".js", "")).before);
            return;
        }
        Page page = pages.get(path);
        if (page == null) {
            answer(exchange, 404, "text/plain", "No such page");
            return;
        }
        // The Pixel is loaded from an address, which Trusted Types would forbid.
        String trustedTypes = page.attributes.contains("data-pixel") ? "" : "; require-trusted-types-for 'script'";
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; img-src data:; script-src 'self' %1$s; connect-src %1$s%2$s"
                                .formatted(shop(""), trustedTypes));
        answer(exchange, 200, "text/html", """
                <!doctype html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,">
                <script src="%s.js"></script><script defer src="%s" %s></script></head><body>
                <a id="link" href="https://buy.stripe.com/test_1?prefilled_email=a%%20b">Buy</a>
                <a id="own" href="https://buy.stripe.com/x?client_reference_id=own#h">Buy</a>
                <a id="other" href="https://other.example/">Other</a>
                <a id="pay" href="https://pay.example.com/1">Buy</a>
                <stripe-buy-button id="button"></stripe-buy-button>
                <stripe-pricing-table id="table" client-reference-id="mine"></stripe-pricing-table>
                </body></html>""".formatted(path, shop("/tillstream.js"), page.attributes));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        site.stop(0);
        shop.stop(0);
    }
}
