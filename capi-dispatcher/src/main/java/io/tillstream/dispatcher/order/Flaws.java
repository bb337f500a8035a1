package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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

    private static final String ID =
            "a text of 1 to 200 letters, digits and the signs . _ : -, of which the first is a letter or"
                    + " a digit. It goes to Meta as it is, so it is never an e-mail address";
    private static final String AMOUNT =
            "a decimal text in major units of the currency, such as \"11.00\" for EUR or \"1100\" for JPY";
    private static final Pattern DIGITS = Pattern.compile("(0|[1-9]\\d*)(\\.\\d{2,3})?");
    private static final Pattern UTC = Pattern.compile("20\\d{2}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");
    private static final Pattern SEAL = Pattern.compile("[\\w-]+\\.\\.[\\w-]{16}\\.[\\w-]+\\.[\\w-]{22}");
    private static final Pattern PAGE = Pattern.compile("https?://[^?#]+");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    private static final Pattern STRIPE_ID = Pattern.compile("\\w{1,255}");

    private static final Map<String, Rule> ORDER = new LinkedHashMap<>();
    private static final Map<String, Rule> ITEM = new LinkedHashMap<>();
    private static final Map<String, Rule> DATA_PROCESSING = new LinkedHashMap<>();
    private static final Map<String, Rule> STRIPE = new LinkedHashMap<>();

    static {
        ORDER.put("eventId", text(Forms::eventId, ID));
        ORDER.put("orderId", text(Forms::id, ID));
        ORDER.put(
                "paidAt",
                text(
                        value -> UTC.matcher(value).matches() && UtcTime.parse(value) != null,
                        "a text with the time in UTC, such as \"2026-11-20T08:15:30Z\""));
        ORDER.put("currency", text(Forms::currency, "a currency's three capital letters (ISO 4217), such as \"EUR\""));
        ORDER.put("total", text(Flaws::amount, AMOUNT));
        ORDER.put("expectedValue", text(Flaws::amount, AMOUNT));
        ORDER.put("items", new Rule(JsonNode::isArray, "a list with at least one item"));
        ORDER.put(
                "customer",
                text(
                        value -> SEAL.matcher(value).matches(),
                        "the sealed customer: a compact JWE with dir and A256GCM, which is five parts with dots between, the"
                                + " second one empty"));
        ORDER.put("consent", oneOf(Set.of("granted", "denied")));
        ORDER.put("event", oneOf(OrderCompleted.EVENTS));
        ORDER.put("actionSource", oneOf(OrderCompleted.ACTION_SOURCES));
        ORDER.put("site", text(Forms::site, "a name or a host of 1 to 100 letters, digits and the signs . _ -"));
        ORDER.put(
                "sourceUrl",
                text(
                        value -> PAGE.matcher(value).matches() && Forms.text(value),
                        "the address of the page, with https:// and without ? and #, because a query may name a person. Only"
                                + " a message with another actionSource than website may leave it out"));
        ORDER.put(
                "referrerUrl",
                text(
                        value -> ADDRESS.matcher(value).matches() && Forms.whole(value),
                        "an address with https:// and without blanks"));
        ORDER.put("dataProcessing", new Rule(JsonNode::isObject, "an object with options, country and state"));
        ORDER.put("customerSegmentation", oneOf(Set.of("new", "existing")));
        ORDER.put("internal", new Rule(JsonNode::isBoolean, "true or false, without quotation marks"));
        ORDER.put("livemode", new Rule(JsonNode::isBoolean, "true or false, without quotation marks"));
        ORDER.put("stripe", new Rule(JsonNode::isObject, "an object with ids of Stripe's"));
        ITEM.put("sku", text(Forms::text, "the text by which the shop's catalog knows the product"));
        ITEM.put("name", text(value -> !value.isEmpty(), "the product's name"));
        ITEM.put(
                "quantity",
                new Rule(
                        value -> value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0,
                        "a whole number from 1 on, without quotation marks and without a point"));
        ITEM.put("unitPrice", text(Flaws::amount, AMOUNT));
        DATA_PROCESSING.put(
                "options",
                new Rule(
                        value -> value.isArray()
                                && value.valueStream()
                                        .allMatch(each -> each.isString()
                                                && each.asString().equals("LDU")),
                        "[\"LDU\"], or an empty list"));
        DATA_PROCESSING.put("country", number(1, "1 for the United States, or 0 when Meta shall locate the customer"));
        DATA_PROCESSING.put(
                "state", number(Integer.MAX_VALUE, "Meta's number of the state, such as 1000 for California, or 0"));
        for (String id : List.of("checkoutSession", "paymentIntent", "invoice", "subscription")) {
            STRIPE.put(id, text(value -> STRIPE_ID.matcher(value).matches(), "an id of Stripe's"));
        }
    }

    private static final Set<String> ALWAYS =
            Set.of("eventId", "orderId", "paidAt", "currency", "total", "consent", "livemode");

    private record Rule(Predicate<JsonNode> fits, String must) {}

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
        check("", order, ORDER, ALWAYS);
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
            check("dataProcessing.", order.path("dataProcessing"), DATA_PROCESSING, DATA_PROCESSING.keySet());
        }
        if (order.path("stripe").isObject()) {
            check("stripe.", order.path("stripe"), STRIPE, Set.of());
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
            check(path + ".", item, ITEM, ITEM.keySet());
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

    private void check(String path, JsonNode object, Map<String, Rule> rules, Set<String> required) {
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
                    + ORDER.getOrDefault(field, new Rule(any -> true, "")).must());
        }
    }

    private static Rule text(Predicate<String> form, String must) {
        return new Rule(value -> value.isString() && form.test(value.asString()), must);
    }

    private static Rule oneOf(Set<String> words) {
        return text(
                words::contains,
                "one of " + String.join(", ", words.stream().sorted().toList()));
    }

    private static Rule number(int most, String must) {
        return new Rule(
                value -> value.isIntegralNumber()
                        && value.canConvertToInt()
                        && value.intValue() >= 0
                        && value.intValue() <= most,
                must);
    }

    private static boolean amount(String value) {
        return value.length() <= 20 && DIGITS.matcher(value).matches() && Forms.amount(new BigDecimal(value));
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
