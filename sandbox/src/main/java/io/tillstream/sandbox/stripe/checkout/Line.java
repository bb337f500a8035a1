package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line item of a session or Payment Link.
 *
 * @param unitAmount in minor units
 * @param interval such as {@code month}; null for a one-time price
 * @param price id of the price; a new one if the request describes the price itself
 */
record Line(
        String name,
        @Nullable String description,
        long unitAmount,
        long quantity,
        String currency,
        @Nullable String interval,
        String price,
        String product,
        Map<String, String> productMetadata) {

    static List<Line> of(Form form, Catalog catalog) {
        return form.items("line_items").stream()
                .map(item -> form.text(item + "[price]") == null ? described(form, item) : priced(form, item, catalog))
                .toList();
    }

    static Line oneTime(String name, long unitAmount, String currency) {
        return new Line(name, null, unitAmount, 1, currency, null, Ids.make("price_"), Ids.make("prod_"), Map.of());
    }

    private static Line described(Form form, String item) {
        String data = item + "[price_data]";
        return new Line(
                form.required(data + "[product_data][name]"),
                form.text(data + "[product_data][description]"),
                form.number(data + "[unit_amount]", 0),
                form.number(item + "[quantity]", 1),
                form.required(data + "[currency]"),
                form.text(data + "[recurring][interval]"),
                Ids.make("price_"),
                Ids.make("prod_"),
                form.inside(data + "[product_data][metadata]"));
    }

    private static Line priced(Form form, String item, Catalog catalog) {
        ObjectNode price = catalog.price(form.required(item + "[price]"));
        ObjectNode product = catalog.product(price.path("product").asString());
        Map<String, String> metadata = new HashMap<>();
        product.path("metadata")
                .properties()
                .forEach(each -> metadata.put(each.getKey(), each.getValue().asString()));
        return new Line(
                product.path("name").asString(),
                product.path("description").asString(null),
                price.path("unit_amount").asLong(),
                form.number(item + "[quantity]", 1),
                price.path("currency").asString(),
                price.path("recurring").path("interval").asString(null),
                price.path("id").asString(),
                product.path("id").asString(),
                metadata);
    }

    boolean recurring() {
        return interval != null;
    }
}
