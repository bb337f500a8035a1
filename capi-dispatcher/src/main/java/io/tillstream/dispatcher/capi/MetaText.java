package io.tillstream.dispatcher.capi;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Free text of Meta's, which may quote what we sent, and follows the locale of whoever made the token. Before anybody
 * sees it, it is one short line without what may name a person.
 */
final class MetaText {

    /** Longest text in characters, the three dots of a cut included. */
    static final int LONGEST = 300;

    private static final String LEFT_OUT = "[…]";

    /** No text is read further than this: a megabyte of it is no message, and patterns take their time. */
    private static final int READ = 4000;

    /** Controls, formats (bidirectional marks, joiners, soft hyphens), lone surrogates, line and paragraph separators. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Zs}]+");

    private static final String GROUP = "\\p{XDigit}{1,4}";
    private static final String IPV4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";

    private static final List<Pattern> PERSONAL = List.of(
            // E-mail addresses, in letters of any script, percent-encoded too.
            Pattern.compile("(?:\"[^\"]{1,64}\"|(?<![^\\s<>\"(),;:=])[^\\s<>\"(),;:=]*)"
                    + " ?(?:@|＠|﹫|%40|&#64;) ?[^\\s<>\"(),;]+"),
            // Meta's own cookies, _fbp and _fbc.
            Pattern.compile("fb\\.\\d+\\.[^\\s\"'<>]+", Pattern.CASE_INSENSITIVE),
            // IPv6 with all its groups, then with :: in the place of some; an IPv4 address may end it.
            Pattern.compile("(?<!\\w)(?:" + GROUP + ":){2,7}(?:" + IPV4 + "|" + GROUP + "|:)(?!\\w)"),
            Pattern.compile("(?<!\\w)(?:(?:" + GROUP + ":){1,7}|:):(?:" + GROUP + ":){0,6}(?:" + IPV4 + "|" + GROUP
                    + ")?(?!\\w)"),
            Pattern.compile("(?<!\\d)" + IPV4 + "(?!\\d)"),
            // Hashes.
            Pattern.compile("\\p{XDigit}{32,}"),
            // Phone numbers, postcodes, dates of birth, ids: five digits or more, with what is written between them.
            Pattern.compile("[+(]?\\p{Nd}(?:[\\s().\\[\\]/\\p{Pd}]{0,4}\\p{Nd}){4,}"));

    private MetaText() {}

    /** What may be logged and kept of a text. */
    static String clean(String text) {
        // What is cut in two may not be known any more for what it is, so it goes as a whole.
        String read = text.length() <= READ ? text : text.substring(0, READ).replaceFirst("\\S*$", "…");
        String line = INVISIBLE.matcher(read).replaceAll(" ").strip();
        for (Pattern each : PERSONAL) {
            line = each.matcher(line).replaceAll(LEFT_OUT);
        }
        return line.length() <= LONGEST ? line : cut(line, LONGEST - 1) + "…";
    }

    /** Never between the two halves of a character. */
    private static String cut(String text, int length) {
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
