package io.tillstream.dispatcher.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Normalises customer values to the form in which Meta hashes them (developers.facebook.com, Conversions API, customer
 * information parameters). Each method returns the forms to hash: usually one, none when the value is missing or invalid.
 */
final class Normal {

    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cc}\\p{Cs}]+@[\\p{L}\\p{M}\\p{N}.-]+\\.[\\p{L}\\p{M}\\p{N}-]+");
    private static final Pattern ANY_SPACE = Pattern.compile("[\\s\\p{Z}\\uFEFF]+");
    private static final Pattern NOT_LATIN = Pattern.compile("[^a-z0-9]+");
    private static final Set<String> TITLES =
            Set.of("mr", "mrs", "ms", "miss", "dr", "prof", "jr", "sr", "ii", "iii", "iv");

    /** Titles that cannot be first names or initials, as JR and MS could. */
    private static final Set<String> HONORIFICS = Set.of("mr", "mrs", "miss", "dr", "prof");

    private static final Set<String> MALE =
            Set.of("m", "male", "man", "boy", "gentleman", "mr", "mister", "sir", "he", "him", "his");
    private static final Set<String> FEMALE =
            Set.of("f", "female", "woman", "girl", "lady", "ms", "mrs", "miss", "madam", "maam", "she", "her", "hers");

    private Normal() {}

    /** Lower case, without surrounding space; none for a placeholder. */
    static List<String> email(@Nullable String raw) {
        String email = Letters.clean(raw);
        boolean valid = usual(email) || EMAIL.matcher(email).matches();
        return valid && !Nobody.email(email) ? List.of(email) : List.of();
    }

    /** Whether it has the form of {@link #EMAIL} and only ASCII letters, digits and usual signs, like nearly all. */
    private static boolean usual(String email) {
        int sign = email.indexOf('@');
        int point = email.lastIndexOf('.');
        if (sign < 1 || point < sign + 2 || point == email.length() - 1) {
            return false;
        }
        for (int at = 0; at < email.length(); at++) {
            char each = email.charAt(at);
            boolean word = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '.' || each == '-';
            if (!word && at != sign && !(at < sign && (each == '_' || each == '+'))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Digits with the country code and no leading zero; none for a single repeated digit.
     *
     * @param country country of a number without a country code; null when it is not known
     */
    static List<String> phone(@Nullable String raw, @Nullable String country) {
        String text = Letters.clean(raw);
        return PhoneNumbers.normal(text, code(country).toUpperCase(Locale.ROOT));
    }

    /** The first word of a name; none when the name is a title and one other word. */
    static List<String> firstName(List<String> names) {
        return names.isEmpty() || (names.size() == 2 && HONORIFICS.contains(names.getFirst()))
                ? List.of()
                : List.of(names.getFirst());
    }

    /** The last word of a name with at least two words; none when it is a title. */
    static List<String> lastName(List<String> names) {
        return names.size() < 2 || TITLES.contains(names.getLast()) ? List.of() : List.of(names.getLast());
    }

    /** The words of a name, without punctuation, and without its titles when at least two other words are left. */
    static List<String> names(@Nullable String name) {
        List<String> words = Letters.words(name);
        if (words.size() <= 2) {
            return words;
        }
        List<String> untitled =
                words.stream().filter(word -> !TITLES.contains(word)).toList();
        return untitled.size() < 2 ? words : untitled;
    }

    /** {@code m} or {@code f}, the only values that Meta knows. */
    static List<String> gender(@Nullable String raw) {
        String gender = Letters.only(Letters.clean(raw));
        return MALE.contains(gender) ? List.of("m") : FEMALE.contains(gender) ? List.of("f") : List.of();
    }

    /**
     * Letters and digits in two forms: with all accents, as Meta's page and its SDK say, and with only the letters a to z, as
     * Meta's parameter builder sends it.
     */
    static List<String> cities(@Nullable String raw) {
        String city = Letters.only(Letters.clean(raw));
        if (city.codePoints().noneMatch(Character::isLetter)) {
            return List.of();
        }
        String latin = NOT_LATIN.matcher(city).replaceAll("");
        return latin.isEmpty() || Character.isDigit(latin.charAt(0)) || latin.equals(city)
                ? List.of(city)
                : List.of(city, latin);
    }

    /** In the US and Canada the two-letter code, also for a name; elsewhere the text's letters and digits. */
    static List<String> state(@Nullable String raw, @Nullable String country) {
        String text = Letters.clean(raw);
        String code = code(country);
        // The form of ISO 3166-2: US-CA.
        boolean iso = !code.isEmpty() && text.startsWith(code + "-");
        String state = Letters.only(iso ? text.substring(code.length()) : text);
        if (code.equals("us") || code.equals("ca")) {
            return States.code(state, code);
        }
        return state.isEmpty() ? List.of() : List.of(state);
    }

    /**
     * Without space and dash. In the US the first five digits; in the United Kingdom two forms: area, district and sector, as
     * Meta's page says, and the whole code, as Meta's parameter builder sends it. None when the code is known to be impossible
     * in its country.
     */
    static List<String> postalCodes(@Nullable String raw, @Nullable String country) {
        return PostalCodes.normal(Letters.clean(raw), code(country));
    }

    /** ISO 3166-1 alpha-2 in lower case; also for three-letter codes and English names. */
    static List<String> country(@Nullable String raw) {
        return raw == null ? List.of() : Countries.code(raw);
    }

    private static String code(@Nullable String country) {
        List<String> codes = country(country);
        return codes.isEmpty() ? "" : codes.getFirst();
    }

    /**
     * Lower case without any space, as Meta's parameter builder does before hashing. Every other character stays, because the
     * Pixel keeps it too. None for a dash or a placeholder.
     */
    static List<String> externalId(@Nullable String raw) {
        String id = raw == null ? "" : Letters.lowerCase(withoutSpace(raw));
        return Letters.only(id).isEmpty() || Nobody.id(id) || !whole(id) ? List.of() : List.of(id);
    }

    private static String withoutSpace(String raw) {
        for (int at = 0; at < raw.length(); at++) {
            if (raw.charAt(at) <= ' ' || raw.charAt(at) > '~') {
                return ANY_SPACE.matcher(raw).replaceAll("");
            }
        }
        return raw;
    }

    /** Unchanged, with a question mark for an unpaired surrogate, which JSON cannot carry. */
    static String userAgent(String raw) {
        return whole(raw) ? raw : new String(raw.getBytes(UTF_8), UTF_8);
    }

    /** Whether a text has no unpaired surrogate, which every encoding would turn into the same question mark. */
    private static boolean whole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                return UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }
}
