package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.order.CustomerOf;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashedCustomerTest {

    private static final String HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

    @ParameterizedTest
    @ValueSource(strings = {"email", "phone", "city", "postalCode", "birthDate", "gender", "externalId", "country"})
    void a_hash_made_by_the_shop_is_kept(String field) {
        for (String written : List.of(HASH, HASH.toUpperCase(Locale.ROOT), " " + HASH + "\n")) {
            HashedCustomer customer = of(Map.of(field, written));
            assertThat(all(customer)).as(written).containsExactly(HASH);
            assertThat(customer.unusable()).isEmpty();
        }
    }

    @Test
    void the_hash_of_a_full_name_is_not_used() {
        HashedCustomer customer = of(Map.of("name", HASH));

        assertThat(all(customer)).isEmpty();
        assertThat(customer.unusable()).containsExactly("fn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefghijklmnopqrstuvwxyzabcdef",
                "0123456789abcdef0123456789abcdef",
                "5a2d4c6e1b3f4d5a8c7e2a4b6c8d0e1f",
                "g2a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
                "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62",
                "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f0"
            })
    void a_city_of_32_letters_and_a_uuid_without_dashes_are_hashed(String value) {
        HashedCustomer customer = of(Map.of("city", value, "externalId", value));

        assertThat(customer.externalIds()).containsExactly(Sha256.of(value));
        assertThat(all(customer)).doesNotContain(value).allMatch(hash -> hash.length() == 64);
        assertThat(of(Map.of("email", value)).emails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "NULL", "undefined", "None", "n/a", "N/A", "unknown", "0", "na", "NaN"})
    void a_placeholder_is_never_sent_hashed_or_not(String nobody) {
        for (String value : List.of(nobody, Sha256.of(nobody).hex())) {
            HashedCustomer customer =
                    of(Map.of("email", value, "phone", value, "externalId", value, "customerId", value));
            assertThat(all(customer)).isEmpty();
            assertThat(customer.unusable()).containsExactly("em", "ph", "external_id", "external_id");
            assertThat(customer.matchable()).isFalse();
        }
    }

    @Test
    void the_hash_of_an_empty_text_is_never_sent_in_any_field() {
        String nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        HashedCustomer customer =
                of(Map.of("email", nothing, "city", nothing, "externalId", nothing, "state", nothing));

        assertThat(all(customer)).isEmpty();
        assertThat(customer.unusable()).containsExactly("em", "ct", "st", "external_id");
    }

    @Test
    void a_person_may_be_called_null_and_a_province_na() {
        HashedCustomer customer = of(Map.of("name", "Jo Null", "state", "NA", "country", "IT", "city", "None"));

        assertThat(customer.lastNames()).containsExactly(Sha256.of("null"));
        assertThat(customer.states()).containsExactly(Sha256.of("na"));
        assertThat(customer.cities()).containsExactly(Sha256.of("none"));
        assertThat(of(Map.of("state", Sha256.of("na").hex())).states()).containsExactly(Sha256.of("na"));
        assertThat(customer.unusable()).isEmpty();
    }

    private static HashedCustomer of(Map<String, String> fields) {
        return HashedCustomer.of(CustomerOf.fields(fields));
    }

    private static List<String> all(HashedCustomer customer) {
        return List.of(
                        customer.emails(),
                        customer.phones(),
                        customer.firstNames(),
                        customer.lastNames(),
                        customer.genders(),
                        customer.birthDates(),
                        customer.cities(),
                        customer.states(),
                        customer.postalCodes(),
                        customer.countries(),
                        customer.externalIds())
                .stream()
                .flatMap(List::stream)
                .map(Sha256::hex)
                .toList();
    }
}
