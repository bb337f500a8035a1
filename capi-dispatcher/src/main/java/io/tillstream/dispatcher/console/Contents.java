package io.tillstream.dispatcher.console;

import io.tillstream.dispatcher.cluster.Cluster;
import io.tillstream.dispatcher.cluster.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a message may be looked at. Of an order only the fields named here, as whoever else writes to its topic may
 * put anything into it; the customer stays sealed. The other topics hold what the dispatchers and the shop's books say,
 * which is nothing of a customer.
 */
@Component
class Contents {

    private static final List<String> OF_AN_ORDER =
            List.of("orderId", "eventId", "paidAt", "currency", "total", "consent", "livemode");
    private static final List<String> OF_AN_ITEM = List.of("sku", "quantity", "unitPrice");
    private static final List<String> HEADERS = List.of("dead-letter-", "replayed-at");
    private static final List<String> ORDERS = List.of(Cluster.ORDERS, Cluster.DEAD_LETTERS);

    private final JsonMapper json;

    Contents(JsonMapper json) {
        this.json = json;
    }

    /** Names and values; a message that is no JSON is told by its size alone. */
    Map<String, String> of(Message message) {
        Map<String, String> shown = new LinkedHashMap<>();
        byte[] value = message.value();
        if (value == null) {
            shown.put("message", "a tombstone: the key is done with");
            return shown;
        }
        try {
            JsonNode body = json.readTree(value);
            if (!body.isObject()) {
                shown.put("message", value.length + " bytes, which are no JSON object");
            } else if (ORDERS.contains(message.topic())) {
                order(body, shown);
            } else {
                body.properties().forEach(field -> shown.put(field.getKey(), text(field.getValue())));
            }
        } catch (JacksonException e) {
            shown.put("message", value.length + " bytes, which are no JSON");
        }
        message.headers().forEach((name, header) -> {
            if (HEADERS.stream().anyMatch(name::startsWith)) {
                shown.put(name, header);
            }
        });
        return shown;
    }

    private static void order(JsonNode body, Map<String, String> shown) {
        for (String field : OF_AN_ORDER) {
            if (body.path(field).isValueNode()) {
                shown.put(field, body.path(field).asString());
            }
        }
        StringBuilder items = new StringBuilder();
        for (JsonNode item : body.path("items")) {
            items.append(items.isEmpty() ? "" : "; ");
            OF_AN_ITEM.forEach(
                    field -> items.append(item.path(field).asString("")).append(' '));
        }
        shown.put("items", items.toString().strip());
        if (body.has("customer")) {
            shown.put(
                    "customer", "sealed, " + body.path("customer").asString("").length() + " characters");
        }
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
