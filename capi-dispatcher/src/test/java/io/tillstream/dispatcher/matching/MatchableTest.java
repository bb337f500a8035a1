package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.order.CustomerOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which customers have enough for Meta to find a person. */
class MatchableTest {

    private static final String SHOPPER = "Mozilla/5.0";

    /** From Meta's page on customer information (100/2804050). */
    private static final List<Set<String>> REFUSED = List.of(
            Set.of("city", "country", "state", "postalCode", "gender", "userAgent"),
            Set.of("birthDate", "userAgent"),
            Set.of("first", "gender"),
            Set.of("last", "gender"));

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
        return HashedCustomer.of(CustomerOf.fields(fields));
    }
}
