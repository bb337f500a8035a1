package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.dispatcher.order.Customer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "' Jo.Doe@Example.COM '|jo.doe@example.com",
                "jürgen@müller.de|jürgen@müller.de",
                "'\u00a0jo@example.com\u200b'|jo@example.com",
                "\ufeffjo@example.com|jo@example.com",
                "ｊｏ＠ｅｘａｍｐｌｅ．ｃｏｍ|jo@example.com",
                "n/a|null",
                "none@none.com|null",
                "null@null.co.uk|null",
                "null@example.com|null@example.com",
                "jo@localhost|null",
                "'jo@example.com,'|null",
                "'jo@example.com\u0007'|null",
                "<jo@example.com>|null",
                "null|null"
            })
    void an_email_is_trimmed_and_in_lower_case_or_left_out(String raw, String normal) {
        assertThat(Normal.email(raw)).isEqualTo(only(normal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "+1 (650) 555-1212|null|16505551212",
                "(650) 555-1212|US|16505551212",
                "090-1234-5678|JP|819012345678",
                "+49 (0)30 901820|DE|4930901820",
                "00442079460958|GB|442079460958",
                "020 7946 0958|gb|442079460958",
                "00442079460958|null|442079460958",
                "0044 20 7946 0958|US|442079460958",
                "(650) 555-1212|USA|16505551212",
                "(650) 555-1212|United States|16505551212",
                "+1 650 555 1212 ext. 89|null|16505551212",
                "1-800-FLOWERS|US|18003569377",
                "\u202a+1 650 555 1212\u202c|null|16505551212",
                "０９０－１２３４－５６７８|JP|819012345678",
                "٠١٠٠ ١٢٣ ٤٥٦٧|EG|201001234567",
                "0016505551212|JP|16505551212",
                "0016505551212|null|16505551212",
                "0016505551212|US|16505551212",
                "001 65 6123 4567|SG|6561234567",
                "0011 44 20 7946 0958|AU|442079460958",
                "010 1 650 555 1212|JP|16505551212",
                "1111111111|US|null",
                "+1111111111|null|null",
                "+1 111 111 1111|US|null",
                "+1 (000) 000-0000|US|null",
                "+10000000000|null|null",
                "+44 4444 444444|GB|null",
                "0000000000|JP|null",
                "9999999999|IN|null",
                "+49 000000|DE|null",
                "0|US|null",
                "555-1212|US|null",
                "000|null|null",
                "6505551212|null|null",
                "call me|US|null",
                "1|US|null",
                "null|US|null"
            })
    void a_phone_number_is_digits_with_its_country_code_or_left_out(String raw, String country, String normal) {
        assertThat(Normal.phone(raw, country)).isEqualTo(only(normal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "Pat O'Brien|pat|obrien",
                "Mary-Jane Watson|maryjane|watson",
                "ZOË QUUX|zoë|quux",
                "山田 花子|山田|花子",
                "山田　花子|山田|花子",
                "Ｊｏ　Ｄｏｅ|jo|doe",
                "Jo\u00a0Doe|jo|doe",
                "Dr. Jo Doe|jo|doe",
                "Mr. Jo Q. Doe Jr.|jo|doe",
                "Jo Doe III|jo|doe",
                "Dr. Doe|null|doe",
                "'Smith, Jr.'|smith|null",
                "Mr. Smith Jr.|mr|null",
                "JR Smith|jr|smith",
                "Jo ❤\ufe0f Doe|jo|doe",
                "❤\ufe0f|null|null",
                "Madonna|madonna|null",
                "' '|null|null",
                "!!|null|null",
                "null|null|null"
            })
    void a_name_is_split_at_its_spaces_and_loses_its_punctuation(String raw, String first, String last) {
        assertThat(firstName(raw)).isEqualTo(only(first));
        assertThat(lastName(raw)).isEqualTo(only(last));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "F|f",
                "female|f",
                "Mrs.|f",
                "M|m",
                "' Male '|m",
                "Mr|m",
                "Sir|m",
                "Ma'am|f",
                "x|null",
                "diverse|null",
                "null|null"
            })
    void a_gender_is_one_of_the_two_that_meta_knows_or_left_out(String raw, String normal) {
        assertThat(Normal.gender(raw)).isEqualTo(only(normal));
    }

    @Test
    void an_unusable_field_is_left_out_and_named() {
        HashedCustomer customer = HashedCustomer.of(withEmail("no e-mail"));

        assertThat(customer.emails()).isEmpty();
        assertThat(customer.unusable()).containsExactly("em");
    }

    private static Customer withEmail(String email) {
        return new Customer(email, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Test
    void letters_do_not_depend_on_the_machines_language() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(firstName("IRIS")).containsExactly("iris");
            assertThat(Normal.state("IL", "US")).containsExactly("il");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void composed_and_decomposed_letters_have_the_same_hash() {
        assertThat(firstName("Zoe\u0308")).isEqualTo(firstName("Zo\u00eb"));
    }

    @Test
    void an_id_differs_from_the_pixels_only_in_case_and_space() {
        assertThat(Normal.externalId(" Cust 42\u2029\ufeff")).containsExactly("cust42");
        assertThat(Normal.externalId("Zoe\u0308-\uff11")).containsExactly("zoe\u0308-\uff11");
        assertThat(Normal.externalId("-")).isEmpty();
        assertThat(Normal.externalId(null)).isEmpty();
    }

    @Test
    void hashes_equal_metas_published_ones_and_an_empty_text_is_not_hashed() {
        // developers.facebook.com, customer information parameters: the e-mail of the page's example.
        assertThat(Sha256.of("john_smith@gmail.com").hex())
                .isEqualTo("62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f");
        assertThatThrownBy(() -> Sha256.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> only(String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static List<String> firstName(String name) {
        return Normal.firstName(Normal.names(name));
    }

    private static List<String> lastName(String name) {
        return Normal.lastName(Normal.names(name));
    }
}
