package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tillstream.dispatcher.order.Customer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a customer types, there is no exception, and never the hash of an empty text. */
class NormalAnyTextTest {

    private static final String HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String HASH_OF_A_QUESTION_MARK =
            "8a8de823d5ed3e12746a62ef169bcf372be0ca44f0a1236abc35df05d96928e1";

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "7",
            "0",
            "+",
            "@",
            ".",
            "-",
            "'",
            " ",
            "\n",
            "\t",
            "\u0000",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\ufeff",
            "\u202e",
            "\u3000",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00",
            "\u0301",
            "\ufe0f",
            "\u0130",
            "\u00df",
            "\u1e9e",
            "\ufb01",
            "\uff21",
            "\uff11",
            "\u0661",
            "\u6771",
            "\u0645",
            "\u00e9",
            "example.com",
            "+1650",
            "1997",
            "us",
            "Mr ",
            "\uffff",
            "\ud835\udfd9",
            "\uac00",
            "\u1100\u1161");

    @Test
    void random_text_in_every_field_is_hashed_or_left_out() {
        Random random = new Random(4711);
        for (int i = 0; i < 3000; i++) {
            check(i % 2 == 0 ? pieces(random, random.nextInt(24)) : units(random, random.nextInt(40)), country(random));
        }
    }

    @Test
    void ten_thousand_characters_in_every_field_are_hashed_or_left_out() {
        Random random = new Random(42);
        for (String piece : PIECES) {
            check(piece.repeat(10_000 / piece.length()), country(random));
            check("a" + (piece + "a").repeat(5_000), country(random));
            check("1" + (piece + "1").repeat(5_000), country(random));
        }
        check("a@" + "b.".repeat(5_000) + "com", "US");
        check(units(random, 10_000), "GB");
    }

    @Test
    void a_text_of_a_hundred_thousand_dotted_capitals_takes_no_long_time() {
        // String.toLowerCase needed minutes for them.
        assertTimeout(Duration.ofSeconds(20), () -> {
            HashedCustomer customer = hashed("\u0130".repeat(100_000), "TR");
            assertThat(all(customer)).containsExactly(Sha256.of("tr").hex());
            assertThat(customer.unusable()).contains("em", "ph", "fn", "ct", "st", "zp", "external_id");
        });
    }

    @Test
    void an_unpaired_surrogate_is_not_an_id() {
        assertThat(Normal.externalId("\ud83d")).isEmpty();
        assertThat(Normal.externalId("42\ude00")).isEmpty();
        assertThat(Normal.email("jo\ud83d@example.com")).isEmpty();
    }

    @Test
    void hashes_do_not_depend_on_the_machines_language() {
        Random random = new Random(1453);
        List<String> texts = Stream.generate(() -> "Iıİi" + pieces(random, random.nextInt(12)) + "I")
                .limit(200)
                .toList();
        List<HashedCustomer> before =
                texts.stream().map(text -> hashed(text, "IN")).toList();
        Locale machine = Locale.getDefault();
        try {
            for (String language : List.of("tr", "az", "lt", "ar-EG", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                assertThat(texts.stream().map(text -> hashed(text, "IN")).toList())
                        .as(language)
                        .isEqualTo(before);
                assertThat(BirthDate.normal("16.2.1997")).as(language).containsExactly("19970216");
                assertThat(Normal.phone("(650) 555-1212", "US")).as(language).containsExactly("16505551212");
            }
        } finally {
            Locale.setDefault(machine);
        }
    }

    private static void check(String text, String country) {
        HashedCustomer inCountry = hashed(text, country);
        HashedCustomer everywhere = hashed(text, text);
        for (HashedCustomer customer : List.of(inCountry, everywhere)) {
            assertThat(all(customer)).doesNotContain(HASH_OF_NOTHING, HASH_OF_A_QUESTION_MARK);
        }
    }

    private static List<String> all(HashedCustomer customer) {
        return Stream.of(
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
                .flatMap(List::stream)
                .map(Sha256::hex)
                .toList();
    }

    private static HashedCustomer hashed(String text, String country) {
        return HashedCustomer.of(new Customer(
                text, text, text, text, text, text, text, text, country, text, text, null, null, null, null));
    }

    private static String country(Random random) {
        return List.of("US", "CA", "GB", "DE", "JP", "").get(random.nextInt(6));
    }

    private static String pieces(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Random UTF-16, with unpaired surrogates. */
    private static String units(Random random, int count) {
        char[] units = new char[count];
        for (int i = 0; i < count; i++) {
            units[i] = (char) random.nextInt(0x10000);
        }
        return new String(units);
    }
}
