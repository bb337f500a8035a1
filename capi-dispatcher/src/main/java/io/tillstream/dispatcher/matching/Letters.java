package io.tillstream.dispatcher.matching;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Removes from a text the differences that come from keyboards, and from copying out of pages. */
final class Letters {

    /** Longer than any field of a customer, and short enough for String.toLowerCase, which is quadratic in U+0130. */
    private static final int LONGEST = 1024;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Letters() {}

    /**
     * Composed (NFC) and in lower case, without surrounding space and without invisible characters. Full-width letters and the
     * digits of every script become ASCII, every space becomes U+0020. Empty for null and for a text that is too long.
     */
    static String clean(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        return lowerCase((isAscii(raw) ? raw : plain(raw)).strip());
    }

    /** Empty for a text that is too long. */
    static String lowerCase(String text) {
        return text.length() > LONGEST ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static String plain(String raw) {
        String composed = isComposed(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFC);
        StringBuilder plain = new StringBuilder(composed.length());
        for (int at = 0; at < composed.length(); ) {
            int each = composed.codePointAt(at);
            if (Character.getType(each) != Character.FORMAT) {
                plain.appendCodePoint(plain(each));
            }
            at += Character.charCount(each);
        }
        return plain.toString();
    }

    /** Whether a text has no letter from U+0300 on, where the first marks are: before it nothing is composed (UAX 15). */
    private static boolean isComposed(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x300) {
                return false;
            }
        }
        return true;
    }

    private static int plain(int codePoint) {
        int digit = Character.digit(codePoint, 10);
        if (digit >= 0) {
            return '0' + digit;
        }
        boolean fullWidth = codePoint >= 0xFF01 && codePoint <= 0xFF5E;
        return fullWidth ? codePoint - 0xFF00 + ' ' : Character.isSpaceChar(codePoint) ? ' ' : codePoint;
    }

    /** The words of a text, with letters and digits only. */
    static List<String> words(@Nullable String raw) {
        String text = clean(raw);
        List<String> words = new ArrayList<>(4);
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
                String word = only(text.substring(from, at));
                if (!word.isEmpty()) {
                    words.add(word);
                }
                from = at + 1;
            }
        }
        return words;
    }

    /** The letters with their marks, and the digits, of a {@linkplain #clean clean} text. */
    static String only(String text) {
        if (isWord(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        boolean follows = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            // A mark belongs to the letter before it, and is dropped together with a sign before it.
            follows = Character.isLetterOrDigit(codePoint) || (follows && isMark(codePoint));
            if (follows) {
                kept.appendCodePoint(codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return kept.length() == text.length() ? text : kept.toString();
    }

    /** Whether a text has only ASCII letters and digits, like most texts. */
    private static boolean isWord(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    static String withoutAccents(String text) {
        return isAscii(text)
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 128) {
                return false;
            }
        }
        return true;
    }
}
