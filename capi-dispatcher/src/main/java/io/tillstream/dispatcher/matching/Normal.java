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
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Set<String> MALE =
            Set.of("m", "male", "man", "boy", "gentleman", "mr", "mister", "he", "him", "his");
    private static final Set<String> FEMALE =
            Set.of("f", "female", "woman", "girl", "lady", "ms", "mrs", "miss", "she", "her", "hers");

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
                .map(Normal::lettersAndDigits)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** {@code m} or {@code f}; Meta knows no other. */
    static List<String> gender(@Nullable String raw) {
        String gender = lettersAndDigits(clean(raw));
        return MALE.contains(gender) ? List.of("m") : FEMALE.contains(gender) ? List.of("f") : List.of();
    }

    /** Letters and digits, with their accents and, as Meta's parameter builder sends it, without. */
    static List<String> cities(@Nullable String raw) {
        String city = lettersAndDigits(clean(raw));
        return city.chars().anyMatch(Character::isLetter) ? withAndWithoutAccents(city) : List.of();
    }

    private static List<String> withAndWithoutAccents(String text) {
        if (isAscii(text)) {
            return List.of(text);
        }
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return Stream.of(text, Normalizer.normalize(plain, Normalizer.Form.NFC))
                .distinct()
                .toList();
    }

    /** In the US and Canada the two-letter code, of a name too; elsewhere what it says, letters and digits alone. */
    static List<String> state(@Nullable String raw, @Nullable String country) {
        String state = lettersAndDigits(clean(raw));
        String code = country(country).stream().findFirst().orElse("");
        if (code.equals("us") || code.equals("ca")) {
            return States.code(state, code);
        }
        return state.isEmpty() ? List.of() : List.of(state);
    }

    /**
     * Without space and dash. In the US the first five digits; in the United Kingdom area, district and sector, as
     * Meta's page says, and the whole code, as Meta's parameter builder sends it.
     */
    static List<String> postalCodes(@Nullable String raw, @Nullable String country) {
        String code = lettersAndDigits(clean(raw));
        if (code.length() < 2) {
            return List.of();
        }
        return switch (country(country).stream().findFirst().orElse("")) {
            case "us" -> List.of(code.substring(0, Math.min(5, code.length())));
            case "gb" -> code.length() < 5 ? List.of(code) : List.of(code.substring(0, code.length() - 2), code);
            default -> List.of(code);
        };
    }

    /** ISO 3166-1 alpha-2 in lower case; three-letter codes and English names are understood. */
    static List<String> country(@Nullable String raw) {
        return raw == null ? List.of() : Countries.code(raw);
    }

    /** Lower case without any space, as Meta's parameter builder makes it before it hashes. */
    static List<String> externalId(@Nullable String raw) {
        String id = SPACE.matcher(clean(raw)).replaceAll("");
        return id.isEmpty() ? List.of() : List.of(id);
    }

    static String lettersAndDigits(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Normal::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.length() == text.length() ? text : kept.toString();
    }

    private static boolean isLetterOrDigit(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Composed (NFC), without space around, in lower case; empty for null. */
    static String clean(@Nullable String raw) {
        return raw == null
                ? ""
                : Normalizer.normalize(raw, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
