package io.tillstream.sandbox.papermoon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the pages of Paper Moon Prints as a simple host of static files does. Its host name is 127.0.0.1, as the rest of the
 * sandbox is on localhost: for a browser it is another site, with other cookies.
 */
public final class PaperMoon implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "thanks.html", "text/html; charset=utf-8",
            "site.css", "text/css; charset=utf-8",
            "site.js", "text/javascript; charset=utf-8");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, byte[]> files = new HashMap<>();
    private final String policy;

    private PaperMoon(int port, Neighbours neighbours, Map<String, String> links) throws IOException {
        Map<String, String> values = new HashMap<>(links);
        values.put("shop", neighbours.shop());
        values.put("stripe", neighbours.stripe());
        values.put("pixel", neighbours.pixelId());
        values.put("pixel-script", neighbours.meta() + "/en_US/fbevents.js");
        for (String name : TYPES.keySet()) {
            files.put(name, file(name, values));
        }
        policy = neighbours.policy();
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * The origins that the pages use.
     *
     * @param shop serves {@code tillstream.js}
     */
    public record Neighbours(String shop, String stripe, String meta, String pixelId) {

        private String policy() {
            return String.join(
                    "; ",
                    "default-src 'none'",
                    "script-src 'self' " + shop + " " + stripe + " " + meta,
                    "connect-src " + shop + " " + meta,
                    "style-src 'self'",
                    "img-src 'self' data: " + meta,
                    "base-uri 'none'",
                    "form-action 'none'",
                    "frame-ancestors 'none'");
        }
    }

    public static String url(int port) {
        return "http://" + HOST + ":" + port;
    }

    /**
     * Creates the shop's goods at Stripe, unless an earlier start did, and serves its pages.
     *
     * @param stripeKey a secret key of the account
     */
    public static PaperMoon start(int port, Neighbours neighbours, String stripeKey)
            throws IOException, InterruptedException {
        Map<String, String> links = new Goods(neighbours.stripe(), stripeKey, url(port)).create();
        PaperMoon site = new PaperMoon(port, neighbours, links);
        site.server.start();
        return site;
    }

    private static byte[] file(String name, Map<String, String> values) throws IOException {
        try (InputStream in = PaperMoon.class.getResourceAsStream("/paper-moon/" + name)) {
            if (in == null) {
                throw new IOException("The file " + name + " is missing");
            }
            String text = new String(in.readAllBytes(), UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("{{" + value.getKey() + "}}", value.getValue());
            }
            return text.getBytes(UTF_8);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            String name = path.isEmpty() ? "index.html" : path;
            byte[] file = files.get(name);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", TYPES.get(name));
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : file.length);
            if (!head) {
                exchange.getResponseBody().write(file);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
