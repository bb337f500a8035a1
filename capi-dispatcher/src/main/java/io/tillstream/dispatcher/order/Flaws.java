package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says everything that is wrong with a message, for the person who writes its publisher. It is as strict as the contract's schema,
 * and stricter than the dispatcher, which also reads some messages that the schema refuses. It quotes no value.
 */
public final class Flaws {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> flaws = new ArrayList<>();

    private Flaws() {}

    /** A sentence for each flaw; empty when the message follows the contract. */
    public static List<String> of(byte[] message) {
        try {
            return of(JSON.readTree(message));
        } catch (JacksonException e) {
            return List.of(
                    isJson(message)
                            ? "The message has a field twice in one object. It must be there once"
                            : "The message is not JSON. It must be one JSON object in UTF-8");
        }
    }

    private static boolean isJson(byte[] message) {
        try {
            JSON.reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION).readTree(message);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static List<String> of(JsonNode message) {
        if (!message.isObject()) {
            return List.of("The message " + kind(message) + ". It must be a JSON object");
        }
        Flaws flaws = new Flaws();
        flaws.order(message);
        return List.copyOf(flaws.flaws);
    }

    private void order(JsonNode order) {
        check("", order, ContractRules.ORDER, ContractRules.ALWAYS);
        String event = order.path("event").asString("");
        if (!event.equals("StartTrial") && !event.equals("Subscribe")) {
            require(order, "items", order.path("items").isEmpty());
            if (order.has("expectedValue")) {
                flaws.add(
                        "expectedValue is there, but the value of a Purchase is its total. Leave it out, or set event to"
                                + " StartTrial or Subscribe");
            }
        }
        if (order.path("consent").asString("").equals("granted")) {
            require(order, "customer", false);
        }
        if (order.path("actionSource").asString("website").equals("website")) {
            require(order, "sourceUrl", false);
        }
        if (order.path("items").isArray()) {
            items(order.path("items"));
        }
        if (order.path("dataProcessing").isObject()) {
            check(
                    "dataProcessing.",
                    order.path("dataProcessing"),
                    ContractRules.DATA_PROCESSING,
                    ContractRules.DATA_PROCESSING.keySet());
        }
        if (order.path("stripe").isObject()) {
            check("stripe.", order.path("stripe"), ContractRules.STRIPE, Set.of());
        }
    }

    private void items(JsonNode items) {
        long pieces = 0;
        for (int at = 0; at < items.size(); at++) {
            String path = "items[" + at + "]";
            JsonNode item = items.get(at);
            if (!item.isObject()) {
                flaws.add(path + " " + kind(item) + ". It must be an object with sku, name, quantity and unitPrice");
                continue;
            }
            int before = flaws.size();
            check(path + ".", item, ContractRules.ITEM, ContractRules.ITEM.keySet());
            if (flaws.size() == before) {
                int quantity = item.path("quantity").intValue();
                pieces += quantity;
                BigDecimal price = new BigDecimal(item.path("unitPrice").asString());
                if (!Forms.amount(price.multiply(BigDecimal.valueOf(quantity)))) {
                    flaws.add(path + ".quantity times its unitPrice is too large. It must have at most 12 digits before"
                            + " the point");
                }
            }
        }
        if (pieces > Integer.MAX_VALUE) {
            flaws.add("The sum of items.quantity is too large. It must be at most " + Integer.MAX_VALUE);
        }
    }

    private void check(String path, JsonNode object, Map<String, ContractRules.Rule> rules, Set<String> required) {
        rules.forEach((field, rule) -> {
            JsonNode value = object.get(field);
            if (value == null) {
                if (required.contains(field)) {
                    flaws.add(path + field + " is missing. It must be " + rule.must());
                }
            } else if (!rule.fits().test(value)) {
                flaws.add(path + field + " " + kind(value) + ". It must be " + rule.must());
            }
        });
        for (String field : object.propertyNames()) {
            if (!rules.containsKey(field)) {
                flaws.add(path + shown(field) + " is no field of the contract. Leave it out, or correct its name");
            }
        }
    }

    private void require(JsonNode order, String field, boolean empty) {
        JsonNode value = order.get(field);
        if (value == null || (empty && value.isArray())) {
            flaws.add(field + (value == null ? " is missing" : " is empty") + ". It must be "
                    + ContractRules.ORDER
                            .getOrDefault(field, new ContractRules.Rule(any -> true, ""))
                            .must());
        }
    }

    /** What a value is instead of what it must be. */
    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> "is a number";
            case BOOLEAN -> "is true or false";
            case ARRAY -> "is a list";
            case OBJECT -> "is an object";
            case NULL -> "is null";
            case STRING -> value.asString().isBlank() ? "is empty" : "is a text of another form";
            default -> "is of another kind";
        };
    }

    /** A foreign name, made safe for a terminal. */
    private static String shown(String field) {
        return field.codePoints().allMatch(each -> each > ' ' && each <= '~') && field.length() <= 100
                ? field
                : "A field with a strange name";
    }
}
