package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What each field of a message must be: the rules of contracts/order-completed.v1.schema.json, in words. */
final class ContractRules {

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

    static final Map<String, Rule> ORDER = new LinkedHashMap<>();
    static final Map<String, Rule> ITEM = new LinkedHashMap<>();
    static final Map<String, Rule> DATA_PROCESSING = new LinkedHashMap<>();
    static final Map<String, Rule> STRIPE = new LinkedHashMap<>();

    static {
        ORDER.put("eventId", text(Forms::eventId, ID));
        ORDER.put("orderId", text(Forms::id, ID));
        ORDER.put(
                "paidAt",
                text(
                        value -> UTC.matcher(value).matches() && UtcTime.parse(value) != null,
                        "a text with the time in UTC, such as \"2026-11-20T08:15:30Z\""));
        ORDER.put("currency", text(Forms::currency, "a currency's three capital letters (ISO 4217), such as \"EUR\""));
        ORDER.put("total", text(ContractRules::amount, AMOUNT));
        ORDER.put("expectedValue", text(ContractRules::amount, AMOUNT));
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
        ITEM.put("unitPrice", text(ContractRules::amount, AMOUNT));
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

    /** Fields of every message. */
    static final Set<String> ALWAYS =
            Set.of("eventId", "orderId", "paidAt", "currency", "total", "consent", "livemode");

    /**
     * @param fits whether a value is right
     * @param must what it must be, as the end of a sentence
     */
    record Rule(Predicate<JsonNode> fits, String must) {}

    private ContractRules() {}

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
}
