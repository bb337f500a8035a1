package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.serverside.ActionSource;
import com.facebook.ads.sdk.serverside.Content;
import com.facebook.ads.sdk.serverside.CustomData;
import com.facebook.ads.sdk.serverside.Event;
import com.facebook.ads.sdk.serverside.EventRequest;
import com.facebook.ads.sdk.serverside.GenderEnum;
import com.facebook.ads.sdk.serverside.UserData;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One purchase, as our JSON and as that of the SDK: the fields of the event by their paths. */
final class OnePurchase {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Map<String, String> NEW_YORK = Map.ofEntries(
            Map.entry("email", " Jane.Roe@Example.COM "),
            Map.entry("phone", "1 (650) 555-1212"),
            Map.entry("first", "Jane"),
            Map.entry("last", "ROE"),
            Map.entry("gender", "F"),
            Map.entry("birthDate", "19970216"),
            Map.entry("city", "New York"),
            Map.entry("state", "NY"),
            Map.entry("zip", "10001-1234"),
            Map.entry("country", "US"),
            Map.entry("externalId", "customer-42"),
            Map.entry("value", "11.00"),
            Map.entry("price", "5.50"));

    private OnePurchase() {}

    /** @param changes what is not as in the usual purchase */
    static Map<String, Object> ours(Map<String, String> changes) {
        Map<String, String> input = with(changes);
        Customer customer = new Customer(
                input.get("email"),
                input.get("phone"),
                input.get("first") + " " + input.get("last"),
                input.get("gender"),
                input.get("birthDate"),
                input.get("city"),
                input.get("state"),
                input.get("zip"),
                input.get("country"),
                input.get("externalId"),
                null,
                "2001:db8::7",
                "Mozilla/5.0 (\"x\"; ö)",
                "fb.1.1700000000000.123",
                "fb.1.1700000000000.AbC_-d.AQEAAQMB");
        return flat(CapiText.of(List.of(new CapiEvent(
                "Purchase",
                "e1",
                Instant.ofEpochSecond(1795400000L),
                "website",
                "https://shop.example.com/thanks?a=1&b=<2>",
                "https://www.example.org/",
                HashedCustomer.of(customer),
                new CapiEvent.Money(new BigDecimal(input.get("value")), "USD"),
                "o1",
                List.of(new CapiEvent.Content("mug", 2, new BigDecimal(input.get("price")))),
                null,
                new CapiEvent.DataProcessing(List.of("LDU"), 1, 1000)))));
    }

    /** @param changes what is not as in the usual purchase */
    static Map<String, Object> sdks(Map<String, String> changes) {
        Map<String, String> input = with(changes);
        UserData user = new UserData()
                .email(input.get("email"))
                .phone(input.get("phone"))
                .firstName(input.get("first"))
                .lastName(input.get("last"))
                .gender(GenderEnum.FEMALE)
                .dateOfBirth(input.get("birthDate"))
                .city(input.get("city"))
                .zipcode(input.get("zip"))
                .countryCode(input.get("country"))
                .externalId(input.get("externalId"))
                .clientIpAddress("2001:db8::7")
                .clientUserAgent("Mozilla/5.0 (\"x\"; ö)")
                .fbp("fb.1.1700000000000.123")
                .fbc("fb.1.1700000000000.AbC_-d.AQEAAQMB");
        if (!input.get("state").isEmpty()) {
            user.setState(input.get("state"));
        }
        CustomData purchase = new CustomData()
                .value(Float.valueOf(input.get("value")))
                .currency("USD")
                .orderId("o1")
                .contentType("product")
                .contentIds(List.of("mug"))
                .contents(List.of(
                        new Content().productId("mug").quantity(2L).itemPrice(Float.valueOf(input.get("price")))))
                .numItems("2");
        Event event = new Event()
                .eventName("Purchase")
                .eventTime(1795400000L)
                .eventId("e1")
                .eventSourceUrl("https://shop.example.com/thanks?a=1&b=<2>")
                .actionSource(ActionSource.website)
                .userData(user)
                .customData(purchase)
                .dataProcessingOptions(new String[] {"LDU"})
                .dataProcessingOptionsCountry(1)
                .dataProcessingOptionsState(1000);
        // Seven arguments: fewer switch its crash reports on, which would call Meta.
        APIContext nowhere = new APIContext("http://localhost", "http://localhost", "v24.0", "t", null, null, false);
        String payload = new EventRequest("1", nowhere).data(List.of(event)).getSerializedPayload();
        return flat(payload);
    }

    private static Map<String, String> with(Map<String, String> changes) {
        Map<String, String> input = new HashMap<>(NEW_YORK);
        input.putAll(changes);
        return input;
    }

    /** The fields of the one event by their paths. A list of user_data is a set, as the SDK keeps no order there. */
    private static Map<String, Object> flat(String json) {
        JsonNode events = JSON.readTree(json);
        JsonNode array = events.isArray() ? events : events.path("data");
        assertThat(array.size()).isEqualTo(1);
        Map<String, Object> fields = new TreeMap<>();
        flatten("", array.get(0), fields);
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, Object> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray() && path.startsWith("user_data.")) {
            fields.put(path, node.valueStream().map(JsonNode::asString).collect(Collectors.toSet()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), fields);
            }
        } else if (node.isNumber()) {
            fields.put(path, plain(node.decimalValue()));
        } else {
            fields.put(path, node.asString());
        }
    }

    /** Equal when it is the same number, however many zeros either writes. */
    private static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }
}
