package io.tillstream.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the shop's requests from what a {@link StripeStub} holds. */
final class StripeStubServer {

    private static final String DOWN = "{\"error\":{\"message\":\"down\",\"type\":\"api_error\"}}";

    private final StripeStub stub;
    private final HttpServer server;

    /** Form and answer of each idempotency key. */
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(Map<String, String> form, int status, String answer) {}

    StripeStubServer(StripeStub stub) {
        this.stub = stub;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        stub.calls.incrementAndGet();
        try {
            stub.gate.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String path = exchange.getRequestURI().getPath();
        String last = path.replaceFirst(".*/", "");
        if (stub.missingRight != null) {
            send(
                    exchange,
                    403,
                    "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Having the '" + stub.missingRight
                            + "' permission would allow this request to continue.\"}}");
            return;
        }
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        if (stub.down && !path.endsWith("/sessions")) {
            send(exchange, 500, DOWN);
        } else if (path.endsWith("/expire")) {
            String id = path.replaceFirst(".*/sessions/", "").replaceFirst("/expire", "");
            if (stub.session(id).path("status").asString().equals("open")) {
                stub.expire(id);
                send(exchange, 200, stub.session(id).toString());
            } else {
                send(
                        exchange,
                        400,
                        "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Only open sessions can be expired\"}}");
            }
        } else if (exchange.getRequestMethod().equals("POST")) {
            open(exchange);
        } else if (stub.down) {
            send(exchange, 500, DOWN);
        } else if (path.endsWith("/sessions")) {
            list(
                    exchange,
                    query,
                    stub.sessions.values().stream()
                            .filter(session -> !query.containsKey("status")
                                    || session.path("status").asString().equals(query.get("status")))
                            .toList());
        } else if (path.endsWith("/events")) {
            list(exchange, query, List.copyOf(stub.events));
        } else if (path.endsWith("/refunds")) {
            list(exchange, query, List.copyOf(stub.refunds));
        } else if (path.endsWith("/payment_intents") || path.endsWith("/charges")) {
            list(exchange, query, List.of());
        } else if (path.endsWith("/webhook_endpoints")) {
            list(exchange, query, List.copyOf(stub.endpoints));
        } else if (path.endsWith("/disputes")) {
            list(exchange, query, List.copyOf(stub.disputes));
        } else if (path.endsWith("/line_items")) {
            lines(exchange, path.replaceFirst(".*/sessions/", "").replaceFirst("/line_items", ""));
        } else if (path.contains("/payment_intents/")) {
            found(
                    exchange,
                    stub.sessions.keySet().stream()
                            .filter(id -> stub.intentId(id).equals(last))
                            .findFirst()
                            .map(stub::intent)
                            .orElse(null));
        } else {
            found(
                    exchange,
                    stub.sessions.containsKey(last)
                            ? StripeStub.shown(stub.session(last).deepCopy(), true)
                            : null);
        }
    }

    /** Repeats the answer of an idempotency key, failures included, as Stripe does. */
    private void open(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        if (stub.keysInUse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(exchange, 409, "{\"error\":{\"code\":\"idempotency_key_in_use\",\"type\":\"invalid_request_error\"}}");
            return;
        }
        Kept answer = kept.computeIfAbsent(exchange.getRequestHeaders().getFirst("Idempotency-Key"), key -> {
            if (stub.down) {
                return new Kept(form, 500, DOWN);
            }
            String id = "cs_test_stub" + stub.numbers.incrementAndGet();
            stub.sessions.put(id, newSession(id, form));
            stub.forms.put(id, form);
            return new Kept(form, 200, id);
        });
        if (!answer.form().equals(form)) {
            send(exchange, 400, "{\"error\":{\"type\":\"idempotency_error\",\"message\":\"other parameters\"}}");
        } else if (answer.status() == 200) {
            send(exchange, 200, stub.session(answer.answer()).toString());
        } else {
            send(exchange, answer.status(), answer.answer());
        }
    }

    ObjectNode newSession(String id, Map<String, String> form) {
        long total = form.keySet().stream()
                .filter(name -> name.endsWith("[quantity]"))
                .mapToLong(name -> Long.parseLong(form.get(name))
                        * Long.parseLong(form.get(name.replace("[quantity]", "[price_data][unit_amount]"))))
                .sum();
        ObjectNode session = JsonMapper.shared().createObjectNode();
        session.put("id", id)
                .put("object", "checkout.session")
                .put("mode", "payment")
                .put("status", "open")
                .put("payment_status", "unpaid")
                .put("amount_subtotal", total)
                .put("amount_total", total)
                .put("currency", form.getOrDefault("line_items[0][price_data][currency]", "sgd"))
                .put("livemode", false)
                .put("created", Instant.now().getEpochSecond())
                .put("url", url() + "/c/pay/" + id);
        ObjectNode metadata = session.putObject("metadata");
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
            }
        });
        return session;
    }

    /** Newest first, in pages. */
    private static void list(HttpExchange exchange, Map<String, String> query, List<ObjectNode> all)
            throws IOException {
        int limit = Integer.parseInt(query.getOrDefault("limit", "10"));
        List<ObjectNode> rest = all.stream()
                .filter(each -> !query.containsKey("payment_intent")
                        || StripeStub.shown(each.deepCopy(), false)
                                .path("payment_intent")
                                .asString("")
                                .equals(query.get("payment_intent")))
                .filter(each ->
                        each.path("created").asLong() >= Long.parseLong(query.getOrDefault("created[gte]", "0")))
                .sorted((one, other) -> Long.compare(number(other), number(one)))
                .toList();
        String after = query.get("starting_after");
        if (after != null) {
            rest = rest.stream()
                    .dropWhile(each -> !each.path("id").asString().equals(after))
                    .skip(1)
                    .toList();
        }
        ObjectNode list = JsonMapper.shared().createObjectNode();
        list.put("object", "list").put("url", "/").put("has_more", rest.size() > limit);
        list.putArray("data")
                .addAll(rest.stream()
                        .limit(limit)
                        .map(each -> StripeStub.shown(each.deepCopy(), false))
                        .toList());
        send(exchange, 200, list.toString());
    }

    /** Ids of the stub end with a running number. */
    private static long number(ObjectNode object) {
        return Long.parseLong(object.path("id").asString().replaceFirst(".*?(\\d+)$", "$1"));
    }

    /** The line items that a session was opened with. */
    private void lines(HttpExchange exchange, String sessionId) throws IOException {
        Map<String, String> form = stub.forms.get(sessionId);
        ObjectNode list = JsonMapper.shared().createObjectNode();
        list.put("object", "list").put("url", "/").put("has_more", false);
        ArrayNode data = list.putArray("data");
        for (int line = 0; form.containsKey("line_items[" + line + "][quantity]"); line++) {
            String at = "line_items[" + line + "]";
            ObjectNode item = data.addObject();
            item.put("id", "li_" + line)
                    .put("object", "item")
                    .put("quantity", Long.parseLong(form.get(at + "[quantity]")))
                    .put("description", form.get(at + "[price_data][product_data][name]"));
            ObjectNode price = item.putObject("price");
            item.put("currency", form.get(at + "[price_data][currency]"))
                    .put(
                            "amount_subtotal",
                            item.path("quantity").asLong()
                                    * Long.parseLong(form.get(at + "[price_data][unit_amount]")));
            price.put("object", "price")
                    .put("unit_amount", Long.parseLong(form.get(at + "[price_data][unit_amount]")))
                    .put("currency", form.get(at + "[price_data][currency]"));
            String interval = form.get(at + "[price_data][recurring][interval]");
            if (interval != null) {
                price.putObject("recurring")
                        .put("interval", interval)
                        .put("interval_count", 1)
                        .put("usage_type", "licensed");
            }
            price.putObject("product")
                    .put("id", "prod_" + line)
                    .put("object", "product")
                    .putObject("metadata")
                    .put("sku", form.get(at + "[price_data][product_data][metadata][sku]"));
        }
        send(exchange, 200, list.toString());
    }

    private static Map<String, String> form(String body) {
        return body == null || body.isEmpty()
                ? Map.of()
                : Stream.of(body.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> URLDecoder.decode(pair[0], UTF_8),
                                pair -> URLDecoder.decode(pair[1], UTF_8),
                                (one, other) -> other,
                                TreeMap::new));
    }

    private void found(HttpExchange exchange, ObjectNode object) throws IOException {
        stub.reads.incrementAndGet();
        send(
                exchange,
                object == null ? 404 : 200,
                object == null
                        ? "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_missing\",\"message\":\"No such object\"}}"
                        : object.toString());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
