package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalAddressTest {

    @Test
    void a_city_with_accents_goes_in_both_forms_as_metas_libraries_disagree() {
        assertThat(Normal.cities("São Paulo")).containsExactly("sãopaulo", "sopaulo");
        assertThat(Normal.cities("New York")).containsExactly("newyork");
        assertThat(Normal.cities("St. John's")).containsExactly("stjohns");
        assertThat(Normal.cities("渋谷区")).containsExactly("渋谷区");
        assertThat(Normal.cities("渋谷区1")).containsExactly("渋谷区1");
        assertThat(Normal.cities("Chicago 60601")).containsExactly("chicago60601");
        assertThat(Normal.cities("123")).isEmpty();
        assertThat(Normal.cities(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "CA|US|ca",
                "on|CA|on",
                "California|US|ca",
                "New York|us|ny",
                "D.C.|US|dc",
                "Québec|CA|qc",
                "British Columbia|CA|bc",
                "Washington DC|US|dc",
                "Newfoundland & Labrador|CA|nl",
                "US-CA|US|ca",
                "CA-ON|CA|on",
                "BR-SP|BR|sp",
                "US-|US|null",
                "ZZ|US|null",
                "Somewhere|US|null",
                "Bavaria|DE|bavaria",
                "東京都|JP|東京都",
                "Nordrhein-Westfalen|DE|nordrheinwestfalen",
                "null|US|null"
            })
    void a_state_is_a_code_where_meta_knows_codes_and_a_name_elsewhere(String raw, String country, String normal) {
        assertThat(Normal.state(raw, country)).isEqualTo(only(normal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "94025-1234|US|94025",
                "940251234|us|94025",
                "NY 10001|US|10001",
                "１０００１|US|10001",
                "１５０－０００２|JP|1500002",
                "1234|US|null",
                "150-0002|JP|1500002",
                "〒150-0002|JP|1500002",
                "150-0002|US|null",
                "00-950|US|null",
                "941025|US|null",
                "94102-12|US|null",
                "'NY 10001-1234'|US|10001",
                "US-10001|US|10001",
                "'98 121-9431'|US|98121",
                "00000|US|null",
                "0000|HK|null",
                "SW1A 1AA|US|null",
                "94025|GB|null",
                "K1A 0B1|CA|k1a0b1",
                "k1a|CA|k1a",
                "94025|CA|null",
                "D1A 0B1|CA|null",
                "10115|DE|10115",
                "D-10115|DE|10115",
                "1011|DE|null",
                "SW1A 1AA|DE|null",
                "75001|FR|75001",
                "F-75001|FR|75001",
                "7500|FR|null",
                "2000|AU|2000",
                "20001|AU|null",
                "94025|JP|null",
                "D02 AF30|IE|d02af30",
                "01310-100|BR|01310100",
                "-|US|null",
                "null|null|null"
            })
    void a_postal_code_is_whole_but_for_the_us(String raw, String country, String normal) {
        assertThat(Normal.postalCodes(raw, country)).isEqualTo(only(normal));
    }

    @Test
    void a_british_postal_code_goes_in_both_forms_as_metas_page_and_libraries_disagree() {
        assertThat(Normal.postalCodes("SW1A 1AA", "GB")).containsExactly("sw1a1", "sw1a1aa");
        assertThat(Normal.postalCodes("m1 1aa", "uk")).containsExactly("m11", "m11aa");
        assertThat(Normal.postalCodes("B33", "GB")).containsExactly("b33");
        assertThat(Normal.postalCodes("SW1A 1", "GB")).containsExactly("sw1a1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "SG|sg",
                "sg|sg",
                "' us '|us",
                "USA|us",
                "UK|gb",
                "Germany|de",
                "AND|ad",
                "U.S.|us",
                "The United States of America|us",
                "United_States|us",
                "South-Korea|kr",
                "'Korea, Republic of'|kr",
                "Republic of Korea|kr",
                "Iran Islamic Republic of|ir",
                "'Taiwan, Province of China'|tw",
                "Russian Federation|ru",
                "Hong Kong|hk",
                "Macau|mo",
                "Turkey|tr",
                "Türkiye|tr",
                "Czech Republic|cz",
                "Bosnia and Herzegovina|ba",
                "Saint Lucia|lc",
                "Cote d'Ivoire|ci",
                "The Netherlands|nl",
                "Virgin Islands (British)|vg",
                "Virgin Islands (U.S.)|vi",
                "United States|us",
                "ZZ|null",
                "Atlantis|null",
                "null|null"
            })
    void a_country_must_be_in_iso_3166(String raw, String normal) {
        assertThat(Normal.country(raw)).isEqualTo(only(normal));
    }

    private static List<String> only(String value) {
        return value == null ? List.of() : List.of(value);
    }
}
