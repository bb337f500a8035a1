package io.tillstream.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A stub of Stripe: its sessions, events, refunds and disputes, which the tests change. */
public final class StripeStub {

    /** Time of every charge, in seconds. */
    public static final long PAID_AT = now();

    private static final JsonMapper JSON = JsonMapper.shared();

    final Map<String, ObjectNode> sessions = new ConcurrentHashMap<>();
    final List<ObjectNode> events = Collections.synchronizedList(new ArrayList<>());
    final List<ObjectNode> refunds = Collections.synchronizedList(new ArrayList<>());
    final List<ObjectNode> disputes = Collections.synchronizedList(new ArrayList<>());

    /** Webhook endpoints of the account. */
    final List<ObjectNode> endpoints = Collections.synchronizedList(new ArrayList<>());

    final AtomicInteger numbers = new AtomicInteger();
    public final AtomicInteger calls = new AtomicInteger();

    /** Calls that read one session or payment intent. */
    public final AtomicInteger reads = new AtomicInteger();

    public volatile boolean down;

    /** The right that the restricted key lacks; null when it has all rights. */
    public volatile String missingRight;

    /** Every answer waits for this gate. */
    public volatile CountDownLatch gate = new CountDownLatch(0);

    /** How many requests to open a session are refused because their key is in use. */
    public final AtomicInteger keysInUse = new AtomicInteger();

    /** The form that opened each session. */
    final Map<String, Map<String, String>> forms = new ConcurrentHashMap<>();

    final StripeStubServer server = new StripeStubServer(this);

    /** Sales of other shops on the same account. */
    public final StripeStubSales others = new StripeStubSales(this);

    public String url() {
        return server.url();
    }

    /** Pays a session by card; the amount is also the subtotal of its items. */
    public void pay(String sessionId, long amount, String email) {
        complete(sessionId, "paid", "succeeded", email);
        session(sessionId).put("amount_subtotal", amount).put("amount_total", amount);
        happened("checkout.session.completed", session(sessionId));
    }

    /** Pays the amount of the session. */
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

    /** Deletes all sessions and events. */
    public void forgetAll() {
        sessions.clear();
        events.clear();
    }

    /** Deletes all events, as Stripe does after 30 days. */
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

    void complete(String sessionId, String paymentStatus, String intentStatus, String email) {
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

    void happened(String type, ObjectNode object) {
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

    ObjectNode session(String id) {
        return sessions.get(id);
    }

    ObjectNode intent(String sessionId) {
        return (ObjectNode) session(sessionId).path("payment_intent");
    }

    String intentId(String sessionId) {
        return session(sessionId).path("payment_intent").path("id").asString("none");
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    static ObjectNode shown(ObjectNode session, boolean expanded) {
        if (!expanded && session.path("payment_intent").isObject()) {
            session.put(
                    "payment_intent", session.path("payment_intent").path("id").asString());
        }
        return session;
    }
}
