package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the SDK is not right, and what it does. */
enum SdkDifference {
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
            "user_data.fn", "no punctuation", Map.of("first", "Mary-Jane"), hashes("maryjane"), hashes("mary-jane")),
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
            "user_data.db", "YYYYMMDD", Map.of("birthDate", "1997-02-16"), hashes("19970216"), hashes("1997-02-16")),

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
            "user_data.st", "the two-letter code", Map.of("state", "California"), hashes("ca"), hashes("california")),
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

    final String field;
    final String reason;
    final Map<String, String> input;
    final @Nullable Object ours;
    final @Nullable Object sdks;

    SdkDifference(
            String field, String reason, Map<String, String> input, @Nullable Object ours, @Nullable Object sdks) {
        this.field = field;
        this.reason = reason;
        this.input = input;
        this.ours = ours;
        this.sdks = sdks;
    }

    static Set<String> hashes(String... normalised) {
        return Arrays.stream(normalised).map(SdkDifference::sha256).collect(Collectors.toSet());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
