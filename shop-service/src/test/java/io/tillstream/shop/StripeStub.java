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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's books, as the shop reads them: sessions, events, refunds and disputes, changed by the tests. */
public final class StripeStub {

    /** When each card is charged, in seconds. */
    public static final long PAID_AT = now();

    public static final String WEBHOOK_SECRET = "whsec_test";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DOWN = "{\"error\":{\"message\":\"down\",\"type\":\"api_error\"}}";

    private final HttpServer server;
    private final Map<String, ObjectNode> sessions = new ConcurrentHashMap<>();
    private final List<ObjectNode> events = Collections.synchronizedList(new ArrayList<>());
    private final List<ObjectNode> refunds = Collections.synchronizedList(new ArrayList<>());
    private final List<ObjectNode> disputes = Collections.synchronizedList(new ArrayList<>());

    /** Where webhooks go. */
    private final List<ObjectNode> endpoints = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger numbers = new AtomicInteger();
    public final AtomicInteger calls = new AtomicInteger();
    public volatile boolean down;

    /** Of a restricted key; null when it has all rights. */
    public volatile String missingRight;

    /** Each answer waits for it. */
    public volatile CountDownLatch gate = new CountDownLatch(0);

    /** So many openings of sessions are told that their key is in use. */
    public final AtomicInteger keysInUse = new AtomicInteger();

    /** What was asked with each key, and the answer that is kept for it. */
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** What each session was opened with. */
    private final Map<String, Map<String, String>> forms = new ConcurrentHashMap<>();

    private record Kept(Map<String, String> form, int status, String answer) {}

    public StripeStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::answer);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Pays a session by card; what its items cost reads as this amount. */
    public void pay(String sessionId, long amount, String email) {
        complete(sessionId, "paid", "succeeded", email);
        session(sessionId).put("amount_subtotal", amount).put("amount_total", amount);
        happened("checkout.session.completed", session(sessionId));
    }

    /** Pays what is asked for. */
    public void pay(String sessionId) {
        pay(sessionId, session(sessionId).path("amount_subtotal").asLong(), "shopper@example.com");
    }

    /** A payment that a bank confirms later. */
    public void payLater(String sessionId) {
        complete(sessionId, "unpaid", "requires_action", "later@example.com");
        happened("checkout.session.completed", session(sessionId));
    }

    public void confirmed(String sessionId) {
        session(sessionId).put("payment_status", "paid");
        intent(sessionId).put("status", "succeeded");
        happened("checkout.session.async_payment_succeeded", session(sessionId));
    }

    public void refused(String sessionId) {
        intent(sessionId).put("status", "requires_payment_method");
        happened("checkout.session.async_payment_failed", session(sessionId));
    }

    public void expire(String sessionId) {
        session(sessionId).put("status", "expired").putNull("url");
        happened("checkout.session.expired", session(sessionId));
    }

    /** A promotion code that takes everything off. */
    public void payNothing(String sessionId) {
        complete(sessionId, "no_payment_required", "succeeded", "promoted@example.com");
        ObjectNode session = session(sessionId);
        session.put("amount_total", 0).putNull("payment_intent");
        session.putObject("total_details")
                .put("amount_discount", session.path("amount_subtotal").asLong())
                .put("amount_shipping", 0)
                .put("amount_tax", 0);
        happened("checkout.session.completed", session);
    }

    /** Sets the account's one webhook endpoint. */
    public void endpoint(String url, String status, List<String> events) {
        ObjectNode endpoint = JSON.createObjectNode();
        endpoint.put("id", "we_stub" + numbers.incrementAndGet())
                .put("object", "webhook_endpoint")
                .put("url", url)
                .put("status", status)
                .put("created", now());
        endpoint.putPOJO("enabled_events", events);
        endpoints.clear();
        endpoints.add(endpoint);
    }

    public void change(String sessionId, Consumer<ObjectNode> change) {
        change.accept(session(sessionId));
    }

    public void refund(String sessionId, long amount) {
        refund(sessionId, amount, session(sessionId).path("currency").asString());
    }

    public void refund(String sessionId, long amount, String currency) {
        ObjectNode refund = JSON.createObjectNode();
        refund.put("id", "re_stub" + numbers.incrementAndGet())
                .put("object", "refund")
                .put("amount", amount)
                .put("currency", currency)
                .put("status", "succeeded")
                .put("created", now())
                .put("payment_intent", intentId(sessionId));
        refunds.add(refund);
        ObjectNode charge = (ObjectNode) intent(sessionId).path("latest_charge");
        charge.put("amount_refunded", charge.path("amount_refunded").asLong(0) + amount);
        happened("charge.refunded", charge);
    }

    /** @return the id of the dispute */
    public String dispute(String sessionId, long amount) {
        ObjectNode dispute = JSON.createObjectNode();
        dispute.put("id", "dp_stub" + numbers.incrementAndGet())
                .put("object", "dispute")
                .put("amount", amount)
                .put("currency", session(sessionId).path("currency").asString())
                .put("status", "needs_response")
                .put("created", now())
                .put("payment_intent", intentId(sessionId));
        disputes.add(dispute);
        ((ObjectNode) intent(sessionId).path("latest_charge")).put("disputed", true);
        happened("charge.dispute.created", dispute);
        return dispute.path("id").asString();
    }

    public void close(String disputeId, String status) {
        ObjectNode dispute = disputes.stream()
                .filter(each -> each.path("id").asString().equals(disputeId))
                .findFirst()
                .orElseThrow();
        dispute.put("status", status);
        happened("charge.dispute.closed", dispute);
    }

    /** A paid session of another shop on the same account. */
    public String foreign() {
        String id = "cs_test_foreign" + numbers.incrementAndGet();
        sessions.put(id, newSession(id, Map.of()));
        pay(id, 500, "foreign@example.com");
        return id;
    }

    /** The same order paid in another session as well. */
    public String payAgain(String sessionId) {
        String id = "cs_test_again" + numbers.incrementAndGet();
        sessions.put(id, session(sessionId).deepCopy().put("id", id));
        intent(id).put("id", "pi_" + id.substring("cs_test_".length()));
        ((ObjectNode) intent(id).path("latest_charge"))
                .put("id", "ch_" + id.substring("cs_test_".length()))
                .put("payment_intent", intentId(id));
        return id;
    }

    /** As Stripe does after 30 days. */
    public void forgetEvents() {
        events.clear();
    }

    /** The body of the newest webhook about a session, or about what was paid in it. */
    public String webhook(String type, String sessionId) {
        String intent = intentId(sessionId);
        return events.reversed().stream()
                .filter(event -> event.path("type").asString().equals(type))
                .filter(event -> {
                    var object = event.path("data").path("object");
                    return object.path("id").asString().equals(sessionId)
                            || object.path("payment_intent").asString("").equals(intent);
                })
                .findFirst()
                .orElseThrow()
                .toPrettyString();
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

    private void complete(String sessionId, String paymentStatus, String intentStatus, String email) {
        ObjectNode session = session(sessionId);
        session.put("status", "complete").put("payment_status", paymentStatus).putNull("url");
        ObjectNode customer = session.putObject("customer_details");
        customer.put("email", email).put("name", "Zoë Quux-Testperson").put("phone", "+4915112345678");
        customer.putObject("address")
                .put("city", "Köln")
                .put("country", "DE")
                .put("postal_code", "50667")
                .putNull("state");
        ObjectNode intent = session.putObject("payment_intent");
        intent.put("id", "pi_" + sessionId.substring("cs_test_".length()))
                .put("object", "payment_intent")
                .put("status", intentStatus);
        intent.set("metadata", session.path("metadata"));
        intent.putObject("latest_charge")
                .put("id", "ch_" + sessionId.substring("cs_test_".length()))
                .put("object", "charge")
                .put("payment_intent", intent.path("id").asString())
                .put("created", PAID_AT);
    }

    private void happened(String type, ObjectNode object) {
        ObjectNode event = JSON.createObjectNode();
        event.put("id", "evt_stub" + numbers.incrementAndGet())
                .put("object", "event")
                .put("api_version", "2024-06-20")
                .put("created", now())
                .put("livemode", false)
                .put("type", type);
        event.putObject("data").set("object", shown(object.deepCopy(), false));
        events.add(event);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try {
            gate.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String path = exchange.getRequestURI().getPath();
        String last = path.replaceFirst(".*/", "");
        if (missingRight != null) {
            send(
                    exchange,
                    403,
                    "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Having the '" + missingRight
                            + "' permission would allow this request to continue.\"}}");
            return;
        }
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        if (down && !path.endsWith("/sessions")) {
            send(exchange, 500, DOWN);
        } else if (path.endsWith("/expire")) {
            String id = path.replaceFirst(".*/sessions/", "").replaceFirst("/expire", "");
            if (session(id).path("status").asString().equals("open")) {
                expire(id);
                send(exchange, 200, session(id).toString());
            } else {
                send(
                        exchange,
                        400,
                        "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Only open sessions can be expired\"}}");
            }
        } else if (exchange.getRequestMethod().equals("POST")) {
            open(exchange);
        } else if (down) {
            send(exchange, 500, DOWN);
        } else if (path.endsWith("/sessions")) {
            list(
                    exchange,
                    query,
                    sessions.values().stream()
                            .filter(session -> session.path("status").asString().equals(query.get("status")))
                            .toList());
        } else if (path.endsWith("/events")) {
            list(exchange, query, List.copyOf(events));
        } else if (path.endsWith("/refunds")) {
            list(exchange, query, List.copyOf(refunds));
        } else if (path.endsWith("/payment_intents")) {
            list(exchange, query, List.of());
        } else if (path.endsWith("/webhook_endpoints")) {
            list(exchange, query, List.copyOf(endpoints));
        } else if (path.endsWith("/disputes")) {
            list(exchange, query, List.copyOf(disputes));
        } else if (path.endsWith("/line_items")) {
            lines(exchange, path.replaceFirst(".*/sessions/", "").replaceFirst("/line_items", ""));
        } else if (path.contains("/payment_intents/")) {
            found(
                    exchange,
                    sessions.keySet().stream()
                            .filter(id -> intentId(id).equals(last))
                            .findFirst()
                            .map(this::intent)
                            .orElse(null));
        } else {
            found(exchange, sessions.containsKey(last) ? shown(session(last).deepCopy(), true) : null);
        }
    }

    /** As Stripe does it keeps an answer for its key, a failure of its own too. */
    private void open(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        if (keysInUse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(exchange, 409, "{\"error\":{\"code\":\"idempotency_key_in_use\",\"type\":\"invalid_request_error\"}}");
            return;
        }
        Kept answer = kept.computeIfAbsent(exchange.getRequestHeaders().getFirst("Idempotency-Key"), key -> {
            if (down) {
                return new Kept(form, 500, DOWN);
            }
            String id = "cs_test_stub" + numbers.incrementAndGet();
            sessions.put(id, newSession(id, form));
            forms.put(id, form);
            return new Kept(form, 200, id);
        });
        if (!answer.form().equals(form)) {
            send(exchange, 400, "{\"error\":{\"type\":\"idempotency_error\",\"message\":\"other parameters\"}}");
        } else if (answer.status() == 200) {
            send(exchange, 200, session(answer.answer()).toString());
        } else {
            send(exchange, answer.status(), answer.answer());
        }
    }

    private ObjectNode newSession(String id, Map<String, String> form) {
        long total = form.keySet().stream()
                .filter(name -> name.endsWith("[quantity]"))
                .mapToLong(name -> Long.parseLong(form.get(name))
                        * Long.parseLong(form.get(name.replace("[quantity]", "[price_data][unit_amount]"))))
                .sum();
        ObjectNode session = JSON.createObjectNode();
        session.put("id", id)
                .put("object", "checkout.session")
                .put("mode", "payment")
                .put("status", "open")
                .put("payment_status", "unpaid")
                .put("amount_subtotal", total)
                .put("amount_total", total)
                .put("currency", form.getOrDefault("line_items[0][price_data][currency]", "sgd"))
                .put("livemode", false)
                .put("created", now())
                .put("url", url() + "/c/pay/" + id);
        ObjectNode metadata = session.putObject("metadata");
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
            }
        });
        return session;
    }

    /** The newest first, in pages. */
    private static void list(HttpExchange exchange, Map<String, String> query, List<ObjectNode> all)
            throws IOException {
        int limit = Integer.parseInt(query.getOrDefault("limit", "10"));
        List<ObjectNode> rest = all.stream()
                .filter(each -> !query.containsKey("payment_intent")
                        || each.path("payment_intent").asString("").equals(query.get("payment_intent")))
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
        ObjectNode list = JSON.createObjectNode();
        list.put("object", "list").put("url", "/").put("has_more", rest.size() > limit);
        list.putArray("data")
                .addAll(rest.stream()
                        .limit(limit)
                        .map(each -> shown(each.deepCopy(), false))
                        .toList());
        send(exchange, 200, list.toString());
    }

    /** Stubs' ids end with the number in which they came. */
    private static long number(ObjectNode object) {
        return Long.parseLong(object.path("id").asString().replaceFirst(".*?(\\d+)$", "$1"));
    }

    /** The lines that were asked for when a session was opened. */
    private void lines(HttpExchange exchange, String sessionId) throws IOException {
        Map<String, String> form = forms.get(sessionId);
        ObjectNode list = JSON.createObjectNode();
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
            price.put("object", "price")
                    .put("unit_amount", Long.parseLong(form.get(at + "[price_data][unit_amount]")))
                    .put("currency", form.get(at + "[price_data][currency]"));
            price.putObject("product")
                    .put("id", "prod_" + line)
                    .put("object", "product")
                    .putObject("metadata")
                    .put("sku", form.get(at + "[price_data][product_data][metadata][sku]"));
        }
        send(exchange, 200, list.toString());
    }

    private static ObjectNode shown(ObjectNode session, boolean expanded) {
        if (!expanded && session.path("payment_intent").isObject()) {
            session.put(
                    "payment_intent", session.path("payment_intent").path("id").asString());
        }
        return session;
    }

    private ObjectNode session(String id) {
        return sessions.get(id);
    }

    private ObjectNode intent(String sessionId) {
        return (ObjectNode) session(sessionId).path("payment_intent");
    }

    private String intentId(String sessionId) {
        return session(sessionId).path("payment_intent").path("id").asString("none");
    }

    private static long now() {
        return Instant.now().getEpochSecond();
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

    private static void found(HttpExchange exchange, ObjectNode object) throws IOException {
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
