package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.order.Customer;
import io.tillstream.dispatcher.order.CustomerOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashedCustomerTest {

    private static final String HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";
    private static final String SHOPPER = "Mozilla/5.0";

    /** From Meta's page on customer information (100/2804050). */
    private static final List<Set<String>> REFUSED = List.of(
            Set.of("city", "country", "state", "postalCode", "gender", "userAgent"),
            Set.of("birthDate", "userAgent"),
            Set.of("first", "gender"),
            Set.of("last", "gender"));

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

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8,8.8.8.8",
        "' 8.8.8.8 ',8.8.8.8",
        "8.8.8.8:51234,8.8.8.8",
        "203.0.113.7,203.0.113.7",
        "100.63.255.255,100.63.255.255",
        "2001:4860:4860::8888,2001:4860:4860::8888",
        "2001:4860:4860::8888:443,2001:4860:4860::8888:443",
        "2001:4860:4860:0:0:0:0:8888,2001:4860:4860:0:0:0:0:8888",
        "2001:DB8::7,2001:db8::7",
        "[2001:4860:4860::8888],2001:4860:4860::8888",
        "[2001:4860:4860::8888]:443,2001:4860:4860::8888",
        "::ffff:8.8.8.8,8.8.8.8",
        "[::ffff:8.8.8.8]:443,8.8.8.8"
    })
    void a_public_address_is_sent_without_port_and_brackets(String raw, String bare) {
        HashedCustomer customer = of(Map.of("ip", raw));

        assertThat(customer.ip()).isEqualTo(bare);
        assertThat(customer.unusable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fe80::1%eth0",
                "2001:4860:4860::8888%eth0",
                "fe80::1",
                "fd00::1",
                "fec0::1",
                "ff02::1",
                "::1",
                "::",
                "::ffff:10.0.0.7",
                "10.0.0.7",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.1.1",
                "100.64.0.9",
                "100.127.255.255",
                "127.0.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "127.0.0.1:8080",
                "unknown",
                "evil<script>",
                "localhost",
                "example.com",
                "8.8.8",
                "8.8.8.256",
                "08.8.8.8",
                "8.8.8.8.AQEAAQMB",
                "8.8.8.8, 10.0.0.7",
                "[8.8.8.8]x",
                "1:2",
                ":::",
                "134744072"
            })
    void a_private_or_invalid_address_is_left_out_and_named(String raw) {
        HashedCustomer customer = of(Map.of("ip", raw));

        assertThat(customer.ip()).isNull();
        assertThat(customer.unusable()).containsExactly("client_ip_address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fb.1.1700000000000.1234567890",
                "fb.2.1700000000000.IwAR2F4-dbP0l7Mn1IawQQ_a",
                "fb.1.1700000000.AbC",
                "fb.1.1700000000000.AbC_-d.AQEAAQMB",
                "fb.1.1700000000000.AbC.Ag"
            })
    void a_browser_id_of_four_or_five_parts_is_sent_unchanged(String id) {
        HashedCustomer customer = of(Map.of("fbp", id, "fbc", id));

        assertThat(customer.fbp()).isEqualTo(id);
        assertThat(customer.fbc()).isEqualTo(id);
        assertThat(customer.unusable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fb.1.1700000000000",
                "fb.1.1700000000000.",
                "fb.1.1700000000000.a.b",
                "fb.1.1700000000000.a.AQEAAQMB.x",
                "fb.1.1700000000000.1.2.3.4.AQEAAQMB",
                "fb.1.17.x",
                "fb.x.1700000000000.1",
                "gb.1.1700000000000.1",
                " fb.1.1700000000000.1",
                "fb.1.1700000000000.1\n",
                "fb.1.1700000000000.a b",
                "fb.1.1700000000000.\ud800",
                "undefined"
            })
    void a_browser_id_of_another_form_is_left_out_and_named(String id) {
        HashedCustomer customer = of(Map.of("fbp", id, "fbc", id));

        assertThat(customer.fbp()).isNull();
        assertThat(customer.fbc()).isNull();
        assertThat(customer.unusable()).containsExactly("fbp", "fbc");
    }

    @Test
    void no_customer_whom_meta_refuses_counts_as_matchable() {
        Map<String, String> values = Map.of(
                "city",
                "Paris",
                "country",
                "FR",
                "state",
                "Nord",
                "postalCode",
                "75001",
                "gender",
                "f",
                "userAgent",
                SHOPPER,
                "birthDate",
                "1997-02-16",
                "first",
                "Jo",
                "last",
                "Doe");
        List<String> names = values.keySet().stream().sorted().toList();
        int matchable = 0;
        for (int set = 0; set < 1 << names.size(); set++) {
            Set<String> there = chosen(names, set);
            boolean taken = Who.of(there, values).matchable();
            assertThat(taken && REFUSED.stream().anyMatch(refused -> refused.containsAll(there)))
                    .as(there.toString())
                    .isFalse();
            matchable += taken ? 1 : 0;
        }
        assertThat(matchable).isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "phone", "externalId", "customerId", "ip", "fbp", "fbc"})
    void each_of_these_fields_is_enough(String field) {
        Map<String, String> values = Map.of(
                "email",
                "jo@example.com",
                "phone",
                "+16505551212",
                "externalId",
                "v1",
                "customerId",
                "c1",
                "ip",
                "8.8.8.8",
                "fbp",
                "fb.1.1700000000000.1",
                "fbc",
                "fb.1.1700000000000.A");

        assertThat(of(Map.of(field, values.get(field), "userAgent", SHOPPER)).matchable())
                .isTrue();
    }

    private static Set<String> chosen(List<String> names, int set) {
        List<String> chosen = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            if ((set >> at & 1) == 1) {
                chosen.add(names.get(at));
            }
        }
        return Set.copyOf(chosen);
    }

    /** A customer who may have a first name without a last name, or a last name without a first. */
    private static final class Who {

        static HashedCustomer of(Set<String> there, Map<String, String> values) {
            HashedCustomer all = HashedCustomer.of(CustomerOf.fields(Map.of(
                    "city",
                    values.get("city"),
                    "country",
                    values.get("country"),
                    "state",
                    values.get("state"),
                    "postalCode",
                    values.get("postalCode"),
                    "gender",
                    values.get("gender"),
                    "userAgent",
                    values.get("userAgent"),
                    "birthDate",
                    values.get("birthDate"),
                    "name",
                    "Jo Doe")));
            return new HashedCustomer(
                    List.of(),
                    List.of(),
                    only(there, "first", all.firstNames()),
                    only(there, "last", all.lastNames()),
                    only(there, "gender", all.genders()),
                    only(there, "birthDate", all.birthDates()),
                    only(there, "city", all.cities()),
                    only(there, "state", all.states()),
                    only(there, "postalCode", all.postalCodes()),
                    only(there, "country", all.countries()),
                    List.of(),
                    null,
                    there.contains("userAgent") ? all.userAgent() : null,
                    null,
                    null,
                    List.of());
        }

        private static List<Sha256> only(Set<String> there, String field, List<Sha256> hashes) {
            assertThat(hashes).isNotEmpty();
            return there.contains(field) ? hashes : List.of();
        }
    }

    private static HashedCustomer of(Map<String, String> fields) {
        Customer customer = CustomerOf.fields(fields);
        return HashedCustomer.of(customer);
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
