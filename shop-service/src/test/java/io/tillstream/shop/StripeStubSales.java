package io.tillstream.shop;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What other shops sell on the account of a {@link StripeStub}. */
public final class StripeStubSales {

    private final StripeStub stub;

    StripeStubSales(StripeStub stub) {
        this.stub = stub;
    }

    /** A paid session of another shop on the same account. */
    public String foreign() {
        String id = "cs_test_foreign" + stub.numbers.incrementAndGet();
        stub.sessions.put(id, stub.server.newSession(id, Map.of()));
        stub.pay(id, 500, "foreign@example.com");
        return id;
    }

    /** A paid sale of one piece on the same account, in a session that this shop did not open. */
    public String sale(long amount, Consumer<ObjectNode> change) {
        String id = "cs_test_sale" + stub.numbers.incrementAndGet();
        Map<String, String> form = Map.of(
                "line_items[0][quantity]", "1",
                "line_items[0][price_data][currency]", "sgd",
                "line_items[0][price_data][unit_amount]", String.valueOf(amount),
                "line_items[0][price_data][product_data][name]", "Moon print",
                "line_items[0][price_data][product_data][metadata][sku]", "moon");
        stub.sessions.put(id, stub.server.newSession(id, form));
        stub.forms.put(id, form);
        change.accept(stub.session(id));
        stub.pay(id, amount, "buyer@example.com");
        return id;
    }

    /** A subscription on the same account that begins with a free trial, and then costs an amount every month. */
    public String trial(long amount, String currency) {
        String id = "cs_test_trial" + stub.numbers.incrementAndGet();
        Map<String, String> form = Map.of(
                "line_items[0][quantity]", "2",
                "line_items[0][price_data][currency]", currency,
                "line_items[0][price_data][unit_amount]", String.valueOf(amount),
                "line_items[0][price_data][recurring][interval]", "month",
                "line_items[0][price_data][product_data][name]", "Moon club",
                "line_items[0][price_data][product_data][metadata][sku]", "club");
        stub.sessions.put(id, stub.server.newSession(id, form));
        stub.forms.put(id, form);
        stub.session(id).put("mode", "subscription").put("subscription", "sub_stub" + stub.numbers.incrementAndGet());
        stub.complete(id, "no_payment_required", "succeeded", "trying@example.com");
        stub.session(id).put("amount_subtotal", 0).put("amount_total", 0).putNull("payment_intent");
        stub.happened("checkout.session.completed", stub.session(id));
        return id;
    }

    /** Renames the first line of a session. */
    public void nameLine(String sessionId, String name) {
        Map<String, String> form = new HashMap<>(stub.forms.get(sessionId));
        form.put("line_items[0][price_data][product_data][name]", name);
        stub.forms.put(sessionId, form);
    }
}
