package io.tillstream.sandbox.stripe.checkout;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The line items of a session or Payment Link in Stripe's form. */
public final class LineItems {

    private LineItems() {}

    /**
     * @param owner the session or Payment Link as stored
     * @param products whether each price has its product; if not, it has the product's id
     */
    public static List<ObjectNode> of(JsonNode owner, boolean products, JsonMapper json) {
        List<ObjectNode> items = new ArrayList<>();
        String currency = owner.path("currency").asString();
        for (JsonNode line : owner.path("sandbox_line_items")) {
            long amount =
                    line.path("unitAmount").asLong() * line.path("quantity").asLong();
            ObjectNode item = json.createObjectNode();
            item.put("id", "li_" + (items.size() + 1))
                    .put("object", "item")
                    .put("amount_discount", 0)
                    .put("amount_subtotal", amount)
                    .put("amount_tax", 0)
                    .put("amount_total", amount)
                    .put("currency", currency)
                    .put("description", line.path("name").asString())
                    .put("quantity", line.path("quantity").asLong());
            ObjectNode price = price(line, currency, json);
            if (products) {
                price.set("product", product(line, json));
            }
            item.set("price", price);
            items.add(item);
        }
        return items;
    }

    static ObjectNode price(JsonNode line, String currency, JsonMapper json) {
        ObjectNode price = json.createObjectNode();
        boolean recurring = line.path("interval").isString();
        price.put("id", line.path("price").asString("price_old"))
                .put("object", Catalog.PRICE)
                .put("active", true)
                .put("currency", currency)
                .put("product", line.path("product").asString("prod_old"))
                .put("type", recurring ? "recurring" : "one_time")
                .put("unit_amount", line.path("unitAmount").asLong())
                .put("unit_amount_decimal", line.path("unitAmount").asString());
        price.putObject("metadata");
        price.putNull("recurring");
        if (recurring) {
            price.putObject("recurring")
                    .put("interval", line.path("interval").asString())
                    .put("interval_count", 1)
                    .put("usage_type", "licensed");
        }
        return price;
    }

    static ObjectNode product(JsonNode line, JsonMapper json) {
        ObjectNode product = json.createObjectNode();
        product.put("id", line.path("product").asString("prod_old"))
                .put("object", Catalog.PRODUCT)
                .put("active", true)
                .put("description", line.path("description").asString(null))
                .put("name", line.path("name").asString())
                .set("metadata", line.path("productMetadata"));
        return product;
    }
}
