package io.tillstream.dispatcher.console.table;

import io.tillstream.dispatcher.console.cluster.Message;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides what pages may show of a message. Of an order only the fields named here are shown, and only if their values have
 * the expected form, because other producers may write anything to that topic; the customer stays sealed. The other topics
 * are written by dispatchers and the shop's books and contain no data of customers.
 */
@Component
public class Contents {

    private static final Pattern ID = Pattern.compile("[\\w.:-]{1,200}");
    private static final Pattern PHONE = Pattern.compile("[0-9.-]{7,}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");
    private static final Pattern WORD = Pattern.compile("\\w{1,20}");
    private static final Map<String, Pattern> OF_AN_ORDER = new LinkedHashMap<>();
    private static final Map<String, Pattern> OF_AN_ITEM = new LinkedHashMap<>();

    static {
        OF_AN_ORDER.put("orderId", ID);
        OF_AN_ORDER.put("eventId", ID);
        OF_AN_ORDER.put("paidAt", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{5,18}Z"));
        OF_AN_ORDER.put("currency", Pattern.compile("[A-Z]{3}"));
        OF_AN_ORDER.put("total", AMOUNT);
        OF_AN_ORDER.put("expectedValue", AMOUNT);
        OF_AN_ORDER.put("event", WORD);
        OF_AN_ORDER.put("actionSource", WORD);
        OF_AN_ORDER.put("site", Pattern.compile("[\\w.-]{1,100}"));
        OF_AN_ORDER.put("consent", WORD);
        OF_AN_ORDER.put("livemode", WORD);
        OF_AN_ITEM.put("sku", ID);
        OF_AN_ITEM.put("quantity", Pattern.compile("\\d{1,6}"));
        OF_AN_ITEM.put("unitPrice", AMOUNT);
    }

    private static final String ORDER_ID = "orderId";
    private static final String RECEIPT = "dead-letter-receipt";
    private static final List<String> HEADERS = List.of("dead-letter-", "replayed-at");
    private static final List<String> ORDERS = List.of(TopicNames.ORDERS, TopicNames.DEAD_LETTERS);

    private static final String STRANGE = "not shown: the value does not have the expected form";

    private final JsonMapper json;

    Contents(JsonMapper json) {
        this.json = json;
    }

    /** Names and values of the fields; only the size of a message that is not JSON. */
    public Map<String, String> of(Message message) {
        Map<String, String> shown = new LinkedHashMap<>();
        byte[] value = message.value();
        if (value == null) {
            shown.put("message", "a tombstone: it deletes the key");
            return shown;
        }
        try {
            JsonNode body = json.readTree(value);
            if (!body.isObject()) {
                shown.put("message", value.length + " bytes that are not a JSON object");
            } else if (ORDERS.contains(message.topic())) {
                order(body, shown);
            } else {
                body.properties()
                        .forEach(field -> shown.put(
                                field.getKey(),
                                field.getKey().equals(ORDER_ID) ? id(text(field.getValue())) : text(field.getValue())));
            }
        } catch (JacksonException e) {
            shown.put("message", value.length + " bytes that are not JSON");
        }
        message.headers().forEach((name, header) -> {
            if (HEADERS.stream().anyMatch(name::startsWith)) {
                shown.put(name, name.equals(RECEIPT) ? receiptId(header) : header);
            }
        });
        return shown;
    }

    private static void order(JsonNode body, Map<String, String> shown) {
        OF_AN_ORDER.forEach((field, form) -> {
            if (body.has(field)) {
                shown.put(field, inForm(body.path(field), form));
            }
        });
        StringBuilder items = new StringBuilder();
        for (JsonNode item : body.path("items")) {
            items.append(items.isEmpty() ? "" : "; ");
            OF_AN_ITEM.forEach((field, form) -> items.append(item.has(field) ? inForm(item.path(field), form) : "")
                    .append(' '));
        }
        shown.put("items", items.toString().strip());
        if (body.has("customer")) {
            shown.put(
                    "customer", "sealed, " + body.path("customer").asString("").length() + " characters");
        }
    }

    private static String inForm(JsonNode value, Pattern form) {
        String text = value.isValueNode() ? value.asString() : "";
        return form.matcher(text).matches() && (form != ID || isId(text)) ? text : STRANGE;
    }

    /** The key of a receipt, as it may be shown: an event id, an event id with a dataset, or topic-partition@offset. */
    public static String receiptId(String id) {
        int at = id.indexOf('@');
        return at > 0 && NUMBER.matcher(id.substring(at + 1)).matches() && isId(id.substring(0, at)) ? id : id(id);
    }

    /** A key, as it may be shown. Keys are ids, but other producers may use anything. */
    public static String id(String key) {
        return isId(key) ? key : STRANGE;
    }

    /** Whether this can be an id: not an e-mail address and not a phone number. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !PHONE.matcher(text).matches();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
