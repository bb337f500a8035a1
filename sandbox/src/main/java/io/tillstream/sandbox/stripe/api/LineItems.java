package io.tillstream.sandbox.stripe.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The line items of a session in Stripe's form, with their products. */
final class LineItems {

    private LineItems() {}

    static ObjectNode of(JsonNode session, JsonMapper json) {
        ObjectNode list = json.createObjectNode();
        list.put("object", "list")
                .put("url", "/v1/checkout/sessions/" + session.path("id").asString() + "/line_items")
                .put("has_more", false);
        ArrayNode data = list.putArray("data");
        for (JsonNode line : session.path("sandbox_line_items")) {
            long unitAmount = line.path("unitAmount").asLong();
            long quantity = line.path("quantity").asLong();
            ObjectNode item = data.addObject();
            item.put("id", "li_" + data.size())
                    .put("object", "item")
                    .put("amount_subtotal", unitAmount * quantity)
                    .put("amount_total", unitAmount * quantity)
                    .put("currency", session.path("currency").asString())
                    .put("description", line.path("name").asString())
                    .put("quantity", quantity);
            ObjectNode price = item.putObject("price");
            price.put("id", "price_" + data.size())
                    .put("object", "price")
                    .put("currency", session.path("currency").asString())
                    .put("unit_amount", unitAmount);
            price.putObject("product")
                    .put("id", "prod_" + data.size())
                    .put("object", "product")
                    .put("name", line.path("name").asString())
                    .set("metadata", line.path("productMetadata"));
        }
        return list;
    }
}
