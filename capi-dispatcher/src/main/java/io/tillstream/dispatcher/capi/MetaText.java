package io.tillstream.dispatcher.capi;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text from Meta, which may quote what we sent, in the language of whoever made the token. Before it is shown or logged it
 * becomes one short line, and whatever may identify a person is removed.
 */
final class MetaText {

    /** Longest text in characters, including the ellipsis of a cut text. */
    static final int LONGEST = 300;

    private static final String LEFT_OUT = "[…]";

    /** Longest text that is looked at, so that the patterns stay fast. */
    private static final int READ = 4000;

    /** Controls, formats (bidirectional marks, joiners, soft hyphens), lone surrogates, line and paragraph separators. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Zs}]+");

    private static final String GROUP = "\\p{XDigit}{1,4}";
    private static final String IPV4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";

    private static final List<Pattern> PERSONAL = List.of(
            // E-mail addresses in any script, also percent-encoded.
            Pattern.compile("(?:\"[^\"]{1,64}\"|(?<![^\\s<>\"(),;:=])[^\\s<>\"(),;:=]*)"
                    + " ?(?:@|＠|﹫|%40|&#64;) ?[^\\s<>\"(),;]+"),
            // Addresses of pages with a query, and what browsers call themselves.
            Pattern.compile("https?://[^\\s?#]*[?#]\\S*", Pattern.CASE_INSENSITIVE),
            Pattern.compile("Mozilla/.*", Pattern.CASE_INSENSITIVE),
            // Meta's own cookies, _fbp and _fbc.
            Pattern.compile("fb\\.\\d+\\.[^\\s\"'<>]+", Pattern.CASE_INSENSITIVE),
            // IPv6 with all groups, then with ::; it may end in an IPv4 address.
            Pattern.compile("(?<!\\w)(?:" + GROUP + ":){2,7}(?:" + IPV4 + "|" + GROUP + "|:)(?!\\w)"),
            Pattern.compile("(?<!\\w)(?:(?:" + GROUP + ":){1,7}|:):(?:" + GROUP + ":){0,6}(?:" + IPV4 + "|" + GROUP
                    + ")?(?!\\w)"),
            Pattern.compile("(?<!\\d)" + IPV4 + "(?!\\d)"),
            // Hashes.
            Pattern.compile("\\p{XDigit}{32,}"),
            // Phone numbers, postcodes, dates of birth and ids: five digits or more, with their separators.
            Pattern.compile("[+(]?\\p{Nd}(?:[\\s().\\[\\]/\\p{Pd}]{0,4}\\p{Nd}){4,}"));

    private MetaText() {}

    /** The text as it may be logged and stored. */
    static String clean(String text) {
        // A word that the cut divides might no longer match a pattern, so it is removed as a whole.
        String read = text.length() <= READ ? text : text.substring(0, READ).replaceFirst("\\S*$", "…");
        String line = INVISIBLE.matcher(read).replaceAll(" ").strip();
        for (Pattern each : PERSONAL) {
            line = each.matcher(line).replaceAll(LEFT_OUT);
        }
        return line.length() <= LONGEST ? line : cut(line, LONGEST - 1) + "…";
    }

    /** Cuts, but never inside a surrogate pair. */
    private static String cut(String text, int length) {
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
