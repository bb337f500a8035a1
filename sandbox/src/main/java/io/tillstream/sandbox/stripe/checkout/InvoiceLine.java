package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an invoice.
 *
 * @param line as in {@code sandbox_line_items}
 * @param subscription Stripe's object; null for an invoice without a subscription
 * @param free whether a recurring line costs nothing, as in a trial
 */
record InvoiceLine(JsonNode line, String invoice, @Nullable JsonNode subscription, String currency, boolean free) {

    /** @param now in seconds since 1970 */
    ObjectNode json(long now) {
        boolean recurring = line.path("interval").isString();
        boolean trial = free && recurring;
        String name = line.path("name").asString();
        long quantity = line.path("quantity").asLong();
        long unitAmount = trial ? 0 : line.path("unitAmount").asLong();
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("id", Ids.make("il_"))
                .put("object", "line_item")
                .put("amount", unitAmount * quantity)
                .put("currency", currency)
                .put("description", trial ? "Trial period for " + name : quantity + " × " + name)
                .put("discountable", true)
                .put("invoice", invoice)
                .put("livemode", false)
                .put("quantity", quantity)
                .put("quantity_decimal", Long.toString(quantity))
                .put("subtotal", unitAmount * quantity);
        item.putArray("discount_amounts");
        item.putArray("discounts");
        item.putObject("metadata");
        item.putArray("pretax_credit_amounts");
        item.putArray("taxes");
        item.putObject("period").put("start", now).put("end", now);
        ObjectNode pricing = item.putObject("pricing");
        pricing.put("type", "price_details").put("unit_amount_decimal", Long.toString(unitAmount));
        pricing.putObject("price_details")
                .put("price", line.path("price").asString())
                .put("product", line.path("product").asString());
        parent(item.putObject("parent"), recurring);
        return item;
    }

    private void parent(ObjectNode parent, boolean recurring) {
        if (recurring && subscription != null) {
            parent.put("type", "subscription_item_details").putNull("invoice_item_details");
            parent.putObject("subscription_item_details")
                    .putNull("invoice_item")
                    .put("proration", false)
                    .put("subscription", subscription.path("id").asString())
                    .put(
                            "subscription_item",
                            subscription
                                    .path("items")
                                    .path("data")
                                    .path(0)
                                    .path("id")
                                    .asString());
        } else {
            parent.put("type", "invoice_item_details").putNull("subscription_item_details");
            parent.putObject("invoice_item_details")
                    .put("invoice_item", Ids.make("ii_"))
                    .put("proration", false)
                    .put(
                            "subscription",
                            subscription == null
                                    ? null
                                    : subscription.path("id").asString());
        }
    }
}
