package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our JSON beside that of Meta's own SDK for the same purchase. They are the same, field by field, but for the
 * {@linkplain SdkDifference differences} named here, each of which fails when a newer SDK no longer has it.
 */
class SdkConformanceTest {

    /** In every purchase, whoever buys. */
    private static final Set<SdkDifference> ALWAYS = Set.of(
            SdkDifference.CURRENCY, SdkDifference.NUMBER_OF_ITEMS, SdkDifference.EXTERNAL_ID, SdkDifference.REFERRER);

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
        assertThat(differing(OnePurchase.ours(input), OnePurchase.sdks(input))).isEqualTo(fields(ALWAYS));
    }

    @ParameterizedTest
    @EnumSource
    void where_the_sdk_is_not_right_it_still_does_what_we_say(SdkDifference difference) {
        Map<String, Object> ours = OnePurchase.ours(difference.input);
        Map<String, Object> sdks = OnePurchase.sdks(difference.input);

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

        assertThatThrownBy(() -> OnePurchase.sdks(input)).isInstanceOf(RuntimeException.class);
        assertThat(OnePurchase.ours(input).get(field)).isEqualTo(normal == null ? null : SdkDifference.hashes(normal));
    }

    @ParameterizedTest
    @CsvSource({"USA,us", "UK,gb", "United States,us"})
    void a_country_that_the_sdk_refuses_is_understood(String country, String code) {
        Map<String, String> input = Map.of("country", country);

        assertThatThrownBy(() -> OnePurchase.sdks(input)).isInstanceOf(IllegalArgumentException.class);
        assertThat(OnePurchase.ours(input).get("user_data.country")).isEqualTo(SdkDifference.hashes(code));
    }

    @Test
    void what_is_hashed_already_goes_as_it_is_from_both() {
        Map<String, String> input = new HashMap<>();
        for (String field : List.of("email", "phone", "birthDate", "city", "state", "zip", "country", "externalId")) {
            input.put(field, SdkDifference.sha256(field));
        }

        Map<String, Object> ours = OnePurchase.ours(input);

        assertThat(ours.get("user_data.ph")).isEqualTo(Set.of(SdkDifference.sha256("phone")));
        Set<String> expected = fields(ALWAYS);
        expected.remove(SdkDifference.EXTERNAL_ID.field);
        assertThat(differing(ours, OnePurchase.sdks(input))).isEqualTo(expected);
    }

    @Test
    void the_sdks_hashes_hang_on_the_language_of_the_machine_and_ours_do_not() {
        Map<String, String> input = Map.of("first", "IRIS");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(OnePurchase.ours(input).get("user_data.fn")).isEqualTo(SdkDifference.hashes("iris"));
            assertThat(OnePurchase.sdks(input).get("user_data.fn")).isEqualTo(SdkDifference.hashes("ırıs"));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Set<String> differing(Map<String, Object> ours, Map<String, Object> sdks) {
        return Stream.concat(ours.keySet().stream(), sdks.keySet().stream())
                .filter(field -> !Objects.equals(ours.get(field), sdks.get(field)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fields(Set<SdkDifference> differences) {
        return differences.stream().map(difference -> difference.field).collect(Collectors.toCollection(TreeSet::new));
    }
}
