package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of a new invoice.
 *
 * @param reason such as {@code subscription_cycle}
 * @param customer Stripe's object of the customer
 * @param details {@code customer_details} of the session
 * @param subscription Stripe's object; null for an invoice without a subscription
 * @param lines as in {@code sandbox_line_items}
 * @param totals the amounts of the invoice; its lines may have others, for example in a trial
 * @param free whether the recurring lines cost nothing, as in a trial
 */
record NewInvoice(
        String reason,
        JsonNode customer,
        JsonNode details,
        @Nullable JsonNode subscription,
        JsonNode lines,
        String currency,
        Totals totals,
        boolean free) {

    /** Stripe's objects contain at most ten lines; the list endpoint has all of them. */
    private static final int SHOWN_LINES = 10;

    private static final String ALL_LINES = "sandbox_lines";

    /** The id of an invoice's subscription; empty if it has none. */
    static String subscriptionOf(JsonNode invoice) {
        return invoice.path("parent")
                .path("subscription_details")
                .path("subscription")
                .asString("");
    }

    /** @param now in seconds since 1970 */
    ObjectNode json(JsonMapper json, long now) {
        String id = Ids.make("in_");
        long total = totals.total();
        ObjectNode invoice = json.createObjectNode();
        invoice.put("id", id)
                .put("object", Invoices.KIND)
                .put("account_country", "SG")
                .put("amount_due", total)
                .put("amount_overpaid", 0)
                .put("amount_paid", 0)
                .put("amount_remaining", total)
                .put("amount_shipping", totals.shipping())
                .put("attempt_count", 0)
                .put("attempted", false)
                .put("auto_advance", false)
                .put("billing_reason", reason)
                .put("collection_method", "charge_automatically")
                .put("created", now)
                .put("currency", currency)
                .put("customer", customer.path("id").asString())
                .put("customer_email", details.path("email").asString(null))
                .put("customer_name", details.path("name").asString(null))
                .put("customer_phone", details.path("phone").asString(null))
                .putNull("customer_shipping")
                .put("customer_tax_exempt", "none")
                .putNull("description")
                .put("ending_balance", 0)
                .put("livemode", false)
                .put("number", "SANDBOX-" + id.substring(id.length() - 8))
                .put("period_end", now)
                .put("period_start", now)
                .put("starting_balance", 0)
                .put("status", "open")
                .put("subtotal", totals.subtotal())
                .put("subtotal_excluding_tax", totals.subtotal() - (totals.taxInside() ? totals.tax() : 0))
                .put("total", total)
                .put("total_excluding_tax", total - totals.tax());
        invoice.set("customer_address", details.path("address").deepCopy());
        invoice.set("sandbox_customer_details", details.deepCopy());
        invoice.putObject("metadata");
        invoice.putArray("discounts");
        invoice.putObject("automatic_tax").put("enabled", totals.tax() > 0);
        ArrayNode discounts = invoice.putArray("total_discount_amounts");
        if (totals.discount() > 0) {
            discounts.addObject().put("amount", totals.discount()).put("discount", Ids.make("di_"));
        }
        ArrayNode taxes = invoice.putArray("total_taxes");
        if (totals.tax() > 0) {
            taxes.addObject()
                    .put("amount", totals.tax())
                    .put("tax_behavior", totals.taxInside() ? "inclusive" : "exclusive")
                    .put("taxability_reason", "standard_rated")
                    .put("taxable_amount", total - totals.tax())
                    .put("type", "tax_rate_details");
        }
        invoice.putObject("status_transitions")
                .put("finalized_at", now)
                .putNull("marked_uncollectible_at")
                .putNull("paid_at")
                .putNull("voided_at");
        invoice.set("parent", parent(json));
        lines(invoice, now);
        return invoice;
    }

    private JsonNode parent(JsonMapper json) {
        if (subscription == null) {
            return json.nullNode();
        }
        ObjectNode parent = json.createObjectNode();
        parent.put("type", "subscription_details").putNull("quote_details");
        parent.putObject("subscription_details")
                .put("subscription", subscription.path("id").asString())
                .set("metadata", subscription.path("metadata").deepCopy());
        return parent;
    }

    private void lines(ObjectNode invoice, long now) {
        String id = invoice.path("id").asString();
        ArrayNode all = invoice.putArray(ALL_LINES);
        for (JsonNode line : lines) {
            all.add(new InvoiceLine(line, id, subscription, currency, free).json(now));
        }
        ObjectNode list = invoice.putObject("lines");
        list.put("object", "list")
                .put("has_more", all.size() > SHOWN_LINES)
                .put("url", "/v1/invoices/" + id + "/lines");
        ArrayNode data = list.putArray("data");
        for (int index = 0; index < Math.min(SHOWN_LINES, all.size()); index++) {
            data.add(all.get(index).deepCopy());
        }
    }
}
