package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our JSON beside that of Meta's own SDK for the same purchase. They are the same, field by field, but for the
 * {@linkplain Difference differences} named here, each of which fails when a newer SDK no longer has it.
 */
class SdkConformanceTest {

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

    /** In every purchase, whoever buys. */
    private static final Set<Difference> ALWAYS =
            Set.of(Difference.CURRENCY, Difference.NUMBER_OF_ITEMS, Difference.EXTERNAL_ID, Difference.REFERRER);

    /** Where the SDK is not right, and what it does. */
    private enum Difference {
        CURRENCY("custom_data.currency", "ISO 4217 is in upper case", Map.of(), "USD", "usd"),
        NUMBER_OF_ITEMS("custom_data.num_items", "a number", Map.of(), new BigDecimal("2"), "2"),
        EXTERNAL_ID(
                "user_data.external_id",
                "Meta's page recommends to hash it",
                Map.of(),
                hashes("customer-42"),
                Set.of("customer-42")),
        REFERRER("referrer_url", "24.0.1 has no such field", Map.of(), "https://www.example.org/", null),

        VALUE_OF_EIGHT_DIGITS(
                "custom_data.value",
                "a Float holds seven",
                Map.of("value", "16777217"),
                new BigDecimal("16777217"),
                new BigDecimal("16777216")),
        VALUE_WITH_CENTS(
                "custom_data.value",
                "a Float holds seven digits",
                Map.of("value", "1234567.89"),
                new BigDecimal("1234567.89"),
                new BigDecimal("1234567.9")),
        ITEM_PRICE(
                "custom_data.contents[0].item_price",
                "a Float holds seven digits",
                Map.of("price", "1234567.89"),
                new BigDecimal("1234567.89"),
                new BigDecimal("1234567.9")),

        PHONE_WITH_PLUS(
                "user_data.ph",
                "digits only",
                Map.of("phone", "+1 650 555 1212"),
                hashes("16505551212"),
                hashes("+16505551212")),
        PHONE_WITH_DOTS(
                "user_data.ph",
                "digits only",
                Map.of("phone", "1.650.555.1212"),
                hashes("16505551212"),
                hashes("1.650.555.1212")),
        PHONE_WITH_LEADING_ZEROS(
                "user_data.ph",
                "no leading zeros",
                Map.of("phone", "0044 20 7946 0958"),
                hashes("442079460958"),
                hashes("00442079460958")),
        PHONE_WITHOUT_COUNTRY_CODE(
                "user_data.ph",
                "must have the country code",
                Map.of("phone", "(650) 555-1212"),
                hashes("16505551212"),
                hashes("6505551212")),

        FIRST_NAME_WITH_DASH(
                "user_data.fn",
                "no punctuation",
                Map.of("first", "Mary-Jane"),
                hashes("maryjane"),
                hashes("mary-jane")),
        FIRST_NAME_OF_32_LETTERS(
                "user_data.fn",
                "taken for an MD5 and sent in the clear",
                Map.of("first", "abcdefghijklmnopqrstuvwxyzabcdef"),
                hashes("abcdefghijklmnopqrstuvwxyzabcdef"),
                Set.of("abcdefghijklmnopqrstuvwxyzabcdef")),
        LAST_NAME_WITH_APOSTROPHE(
                "user_data.ln", "no punctuation", Map.of("last", "O'Brien"), hashes("obrien"), hashes("o'brien")),
        LAST_NAME_WITH_SPACE(
                "user_data.ln",
                "ours comes out of a whole name",
                Map.of("last", "van Dyke"),
                hashes("dyke"),
                hashes("van dyke")),

        BIRTH_DATE_WITH_DASHES(
                "user_data.db",
                "YYYYMMDD",
                Map.of("birthDate", "1997-02-16"),
                hashes("19970216"),
                hashes("1997-02-16")),

        CITY_WITH_ACCENTS(
                "user_data.ct",
                "Meta's parameter builder drops such letters, so it goes in both forms",
                Map.of("city", "São Paulo"),
                hashes("sãopaulo", "sopaulo"),
                hashes("sãopaulo")),
        CITY_WITH_APOSTROPHE(
                "user_data.ct", "no punctuation", Map.of("city", "St. John's"), hashes("stjohns"), hashes("stjohn's")),
        CITY_WITH_DIGITS(
                "user_data.ct",
                "Meta's parameter builder keeps them",
                Map.of("city", "Chicago 60601"),
                hashes("chicago60601"),
                hashes("chicago")),
        CITY_WITHOUT_LETTERS("user_data.ct", "the hash of nothing", Map.of("city", "123"), null, hashes("")),

        STATE_BY_NAME(
                "user_data.st",
                "the two-letter code",
                Map.of("state", "California"),
                hashes("ca"),
                hashes("california")),
        STATE_WITH_ACCENTS(
                "user_data.st",
                "its letters are lost",
                Map.of("state", "Thüringen", "country", "DE", "phone", "49 30 901820", "zip", "10115"),
                hashes("thüringen"),
                hashes("thringen")),
        STATE_NOT_LATIN(
                "user_data.st",
                "the hash of nothing",
                Map.of("state", "東京都", "country", "JP", "phone", "81 90 1234 5678", "zip", "1500002"),
                hashes("東京都"),
                hashes("")),

        POSTAL_CODE_OF_JAPAN(
                "user_data.zp",
                "cut at the dash as if it were American",
                Map.of("zip", "100-0001", "country", "JP", "phone", "81 90 1234 5678"),
                hashes("1000001"),
                hashes("100")),
        POSTAL_CODE_OF_BRAZIL(
                "user_data.zp",
                "cut at the dash as if it were American",
                Map.of("zip", "01310-100", "country", "BR", "phone", "55 11 91234 5678"),
                hashes("01310100"),
                hashes("01310")),
        POSTAL_CODE_OF_NINE_DIGITS(
                "user_data.zp", "the first five", Map.of("zip", "100011234"), hashes("10001"), hashes("100011234")),
        POSTAL_CODE_OF_BRITAIN(
                "user_data.zp",
                "area, district and sector as well",
                Map.of("zip", "M1 1AA", "country", "GB", "phone", "44 20 7946 0958"),
                hashes("m11", "m11aa"),
                hashes("m11aa"));

        private final String field;
        private final String reason;
        private final Map<String, String> input;
        private final @Nullable Object ours;
        private final @Nullable Object sdks;

        Difference(
                String field, String reason, Map<String, String> input, @Nullable Object ours, @Nullable Object sdks) {
            this.field = field;
            this.reason = reason;
            this.input = input;
            this.ours = ours;
            this.sdks = sdks;
        }
    }

    static Stream<Map<String, String>> customers_of_several_countries() {
        return Stream.of(
                Map.of(),
                Map.of("country", "SG", "phone", "65 6123 4567", "city", "Singapore", "state", "", "zip", "018956"),
                Map.of("country", "JP", "phone", "81 90 1234 5678", "city", "渋谷区", "state", "Tokyo", "zip", "1500002"),
                Map.of(
                        "country",
                        "BR",
                        "phone",
                        "55 11 91234 5678",
                        "city",
                        "Campinas",
                        "state",
                        "SP",
                        "zip",
                        "13010000"),
                Map.of("country", "DE", "phone", "49 30 901820", "first", "Jürgen", "last", "Müller", "zip", "10 115"),
                Map.of("country", "GB", "phone", "44-20-7946-0958", "city", "Bath", "state", "England", "zip", "BA1"));
    }

    @ParameterizedTest
    @MethodSource("customers_of_several_countries")
    void a_purchase_is_what_the_sdk_makes_of_it_but_for_what_it_always_does_otherwise(Map<String, String> input) {
        assertThat(differing(ours(input), sdks(input))).isEqualTo(fields(ALWAYS));
    }

    @ParameterizedTest
    @EnumSource
    void where_the_sdk_is_not_right_it_still_does_what_we_say(Difference difference) {
        Map<String, Object> ours = ours(difference.input);
        Map<String, Object> sdks = sdks(difference.input);

        assertThat(ours.get(difference.field)).as(difference.reason).isEqualTo(difference.ours);
        assertThat(sdks.get(difference.field)).as(difference.reason).isEqualTo(difference.sdks);
        Set<String> expected = fields(ALWAYS);
        expected.add(difference.field);
        assertThat(differing(ours, sdks)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "email|n/a|user_data.em|null",
                "email|jürgen@müller.de|user_data.em|jürgen@müller.de",
                "phone|12345|user_data.ph|null",
                "zip|1|user_data.zp|null",
                "country|ZZ|user_data.country|null"
            })
    void one_value_that_the_sdk_refuses_with_an_exception_costs_us_no_more_than_its_field(
            String name, String value, String field, String normal) {
        Map<String, String> input = Map.of(name, value, "state", "");

        assertThatThrownBy(() -> sdks(input)).isInstanceOf(RuntimeException.class);
        assertThat(ours(input).get(field)).isEqualTo(normal == null ? null : hashes(normal));
    }

    @ParameterizedTest
    @CsvSource({"USA,us", "UK,gb", "United States,us"})
    void a_country_that_the_sdk_refuses_is_understood(String country, String code) {
        Map<String, String> input = Map.of("country", country);

        assertThatThrownBy(() -> sdks(input)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ours(input).get("user_data.country")).isEqualTo(hashes(code));
    }

    @Test
    void what_is_hashed_already_goes_as_it_is_from_both() {
        Map<String, String> input = new HashMap<>();
        for (String field : List.of("email", "phone", "birthDate", "city", "state", "zip", "country", "externalId")) {
            input.put(field, sha256(field));
        }

        Map<String, Object> ours = ours(input);

        assertThat(ours.get("user_data.ph")).isEqualTo(Set.of(sha256("phone")));
        Set<String> expected = fields(ALWAYS);
        expected.remove(Difference.EXTERNAL_ID.field);
        assertThat(differing(ours, sdks(input))).isEqualTo(expected);
    }

    @Test
    void the_sdks_hashes_hang_on_the_language_of_the_machine_and_ours_do_not() {
        Map<String, String> input = Map.of("first", "IRIS");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(ours(input).get("user_data.fn")).isEqualTo(hashes("iris"));
            assertThat(sdks(input).get("user_data.fn")).isEqualTo(hashes("ırıs"));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Set<String> differing(Map<String, Object> ours, Map<String, Object> sdks) {
        return Stream.concat(ours.keySet().stream(), sdks.keySet().stream())
                .filter(field -> !Objects.equals(ours.get(field), sdks.get(field)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fields(Set<Difference> differences) {
        return differences.stream().map(difference -> difference.field).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Object> ours(Map<String, String> changes) {
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

    private static Map<String, Object> sdks(Map<String, String> changes) {
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

    private static Set<String> hashes(String... normalised) {
        return Arrays.stream(normalised).map(SdkConformanceTest::sha256).collect(Collectors.toSet());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
