package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Invoices;
import io.tillstream.sandbox.stripe.checkout.LineItems;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Objects as the API returns them: without the stand-in's own fields, and with requested ids expanded to objects. */
@Component
class Shown {

    private static final String LINE_ITEMS = "line_items";

    /** An expanded list has only the first items; the list endpoint has all. */
    private static final int EXPANDED_ITEMS = 10;

    private final StripeObjects objects;
    private final Invoices invoices;
    private final JsonMapper json;

    Shown(StripeObjects objects, Invoices invoices, JsonMapper json) {
        this.objects = objects;
        this.invoices = invoices;
        this.json = json;
    }

    /**
     * @param expand paths such as {@code payment_intent.latest_charge}
     * @throws StripeError for a path that cannot be expanded
     */
    ObjectNode expanded(ObjectNode object, Collection<String> expand) {
        ObjectNode shown = StripeObjects.withoutOwnFields(object);
        boolean products = products(expand);
        expand.forEach(path -> expand(shown, path, products));
        return shown;
    }

    /** Whether the products of line items are asked for. */
    static boolean products(Collection<String> expand) {
        return expand.stream().anyMatch(path -> path.endsWith("price.product"));
    }

    private void expand(ObjectNode object, String path, boolean products) {
        int dot = path.indexOf('.');
        String field = dot < 0 ? path : path.substring(0, dot);
        String rest = dot < 0 ? "" : path.substring(dot + 1);
        if (field.equals(LINE_ITEMS)) {
            lineItems(object, products);
            return;
        }
        if (field.equals("payments") && object.path("object").asString("").equals(Invoices.KIND)) {
            payments(object);
        }
        JsonNode value = object.path(field);
        if (value.isNull()) {
            return;
        }
        if (value.isString()) {
            object.set(
                    field,
                    objects.find(value.asString())
                            .map(StripeObjects::withoutOwnFields)
                            .orElseThrow(() -> StripeError.missing(field + ": '" + value.asString() + "'")));
        } else if (!value.isObject() && !value.isArray()) {
            throw StripeError.invalid("This property cannot be expanded (" + field + ").");
        }
        if (!rest.isEmpty() && object.path(field) instanceof ObjectNode inside) {
            expand(inside, rest, products);
        } else if (!rest.isEmpty()) {
            value.forEach(each -> expand((ObjectNode) each, rest, products));
        }
    }

    private void lineItems(ObjectNode object, boolean products) {
        String id = object.path("id").asString();
        ObjectNode stored = objects.find(id)
                .filter(found -> found.has("sandbox_line_items"))
                .orElseThrow(() -> StripeError.invalid("This property cannot be expanded (line_items)."));
        List<ObjectNode> items = LineItems.of(stored, products, json);
        String kind = stored.path("object").asString().equals("payment_link") ? "payment_links" : "checkout/sessions";
        ObjectNode list = json.createObjectNode();
        list.put("object", "list")
                .put("url", "/v1/" + kind + "/" + id + "/line_items")
                .put("has_more", items.size() > EXPANDED_ITEMS);
        list.putArray("data").addAll(items.stream().limit(EXPANDED_ITEMS).toList());
        object.set(LINE_ITEMS, list);
    }

    private void payments(ObjectNode invoice) {
        String id = invoice.path("id").asString();
        ObjectNode list = invoice.putObject("payments");
        list.put("object", "list").put("has_more", false).put("url", "/v1/invoice_payments?invoice=" + id);
        list.putArray("data")
                .addAll(invoices.paymentsOf(id).stream()
                        .map(ObjectNode::deepCopy)
                        .toList());
    }
}
