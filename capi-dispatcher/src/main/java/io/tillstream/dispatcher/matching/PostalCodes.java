package io.tillstream.dispatcher.matching;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Normalises postal codes to letters and digits, by the rules of their countries. */
final class PostalCodes {

    private static final Pattern ZEROS = Pattern.compile("0+");

    /** Five digits, or five and four; a dash at another place belongs to another country's code. */
    private static final Pattern AMERICAN = Pattern.compile("(?:[a-z]{2}-?)?(\\d{5})(?:\\p{Pd}*\\d{4}|\\p{Pd}*)");

    private static final Pattern SPACE = Pattern.compile("[\\s.,]+");

    /** Group 1 is Meta's part. People write the state or the country in front of it. */
    private static final Map<String, Pattern> BY_COUNTRY = Map.of(
            "ca", Pattern.compile("([abceghj-nprstvxy]\\d[a-z](?:\\d[a-z]\\d)?)"),
            "gb", Pattern.compile("([a-z]{1,2}\\d[a-z\\d]?(?:\\d(?:[a-z]{2})?)?)"),
            "de", Pattern.compile("d?(\\d{5})"),
            "fr", Pattern.compile("f?(\\d{5})"),
            "jp", Pattern.compile("(\\d{7})"),
            "au", Pattern.compile("(\\d{4})"));

    /** Group 1 is area, district and sector. */
    private static final Pattern WHOLE_BRITISH = Pattern.compile("(\\w+\\d)[a-z]{2}");

    private PostalCodes() {}

    /**
     * The forms to hash; none when it cannot be a code of the country.
     *
     * @param text    {@linkplain Letters#clean clean}
     * @param country ISO 3166-1 alpha-2 in lower case; empty when it is not known
     */
    static List<String> normal(String text, String country) {
        String code = Letters.only(text);
        if (code.length() < 2 || (code.charAt(0) == '0' && ZEROS.matcher(code).matches())) {
            return List.of();
        }
        boolean american = country.equals("us");
        if (american && fiveDigits(text)) {
            return List.of(text);
        }
        Pattern pattern = american ? AMERICAN : BY_COUNTRY.get(country);
        if (pattern == null) {
            return List.of(code);
        }
        Matcher own = pattern.matcher(american ? SPACE.matcher(text).replaceAll("") : code);
        if (!own.matches() || ZEROS.matcher(own.group(1)).matches()) {
            return List.of();
        }
        Matcher british = WHOLE_BRITISH.matcher(code);
        return country.equals("gb") && british.matches() ? List.of(british.group(1), code) : List.of(own.group(1));
    }

    /** Five digits, like nearly all. */
    private static boolean fiveDigits(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return text.length() == 5;
    }
}
