package io.tillstream.dispatcher.matching;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Customer values in the form in which Meta hashes them (developers.facebook.com, Conversions API, customer
 * information parameters). Each method gives the forms to hash: usually one, none when the value is missing or cannot
 * be what it claims to be.
 */
final class Normal {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]");
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{M}]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private Normal() {}

    /** Lower case, without space around. */
    static List<String> email(@Nullable String raw) {
        String email = clean(raw);
        return EMAIL.matcher(email).matches() ? List.of(email) : List.of();
    }

    /**
     * Digits with the country code and no leading zero.
     *
     * @param country whose numbers it is one of when it has no country code; null when that is not known
     */
    static List<String> phone(@Nullable String raw, @Nullable String country) {
        if (raw == null) {
            return List.of();
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number =
                    numbers.parse(raw, country == null ? null : country.trim().toUpperCase(Locale.ROOT));
            return numbers.isPossibleNumber(number)
                    ? List.of(numbers.format(number, PhoneNumberFormat.E164).substring(1))
                    : List.of();
        } catch (NumberParseException e) {
            return List.of();
        }
    }

    /** The first word of a name, without punctuation. */
    static List<String> firstName(@Nullable String name) {
        List<String> words = words(name);
        return words.isEmpty() ? List.of() : List.of(words.getFirst());
    }

    /** The last of at least two words of a name, without punctuation. */
    static List<String> lastName(@Nullable String name) {
        List<String> words = words(name);
        return words.size() < 2 ? List.of() : List.of(words.getLast());
    }

    private static List<String> words(@Nullable String name) {
        return SPACE.splitAsStream(clean(name))
                .map(word -> NEITHER_LETTER_NOR_DIGIT.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Letters alone, with their accents and, as Meta's parameter builder sends it, without. */
    static List<String> cities(@Nullable String raw) {
        String city = NOT_A_LETTER.matcher(clean(raw)).replaceAll("");
        String plain =
                MARKS.matcher(Normalizer.normalize(city, Normalizer.Form.NFD)).replaceAll("");
        return Stream.of(city, Normalizer.normalize(plain, Normalizer.Form.NFC))
                .filter(form -> !form.isEmpty())
                .distinct()
                .toList();
    }

    /** In the US and Canada the two-letter code; elsewhere the name, letters alone. */
    static List<String> state(@Nullable String raw, @Nullable String country) {
        String state = NOT_A_LETTER.matcher(clean(raw)).replaceAll("");
        boolean coded = country != null && Set.of("us", "ca").contains(clean(country));
        return state.isEmpty() || (coded && state.length() != 2) ? List.of() : List.of(state);
    }

    /** Without space and dash; in the US the first five digits. */
    static List<String> postalCode(@Nullable String raw, @Nullable String country) {
        String code = NEITHER_LETTER_NOR_DIGIT.matcher(clean(raw)).replaceAll("");
        if (country != null && clean(country).equals("us")) {
            code = code.substring(0, Math.min(5, code.length()));
        }
        return code.length() < 2 ? List.of() : List.of(code);
    }

    /** ISO 3166-1 alpha-2 in lower case. */
    static List<String> country(@Nullable String raw) {
        String country = clean(raw);
        return COUNTRIES.contains(country.toUpperCase(Locale.ROOT)) ? List.of(country) : List.of();
    }

    /** Lower case without space around, as Meta's Pixel makes it before it hashes. */
    static List<String> externalId(@Nullable String raw) {
        String id = clean(raw);
        return id.isEmpty() ? List.of() : List.of(id);
    }

    /** Composed (NFC), without space around, in lower case; empty for null. */
    private static String clean(@Nullable String raw) {
        return raw == null
                ? ""
                : Normalizer.normalize(raw, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }
}
