package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The forms of the values in a message. */
final class Forms {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_SITE = 100;
    private static final int DIGITS_BEFORE_THE_POINT = 12;

    /** Key of another record among the receipts, whose keys are event ids. */
    private static final String RESERVED = "in-flight";

    /** A bit for each character below 128 that is a letter or a digit. */
    private static final long[] LETTERS_AND_DIGITS = bits();

    private Forms() {}

    private static long[] bits() {
        long[] bits = new long[2];
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                .chars()
                .forEach(each -> bits[each / Long.SIZE] |= 1L << each);
        return bits;
    }

    static boolean eventId(@Nullable String value) {
        return id(value) && !RESERVED.equals(value);
    }

    /**
     * 1 to 200 letters, digits, dots, underscores, colons and hyphens; the first is a letter or a digit. An e-mail address is no
     * id, because ids go to Meta unhashed. Neither is a text with the signs @ and #, which keys of receipts use as separators.
     */
    static boolean id(@Nullable String value) {
        return value != null
                && !value.isEmpty()
                && value.length() <= LONGEST_ID
                && letterOrDigit(value.charAt(0))
                && consistsOf(value, "._:-");
    }

    /** 1 to 100 letters, digits, dots, underscores and hyphens: a host, or a name. */
    static boolean site(String value) {
        return !value.isEmpty() && value.length() <= LONGEST_SITE && consistsOf(value, "._-");
    }

    private static boolean consistsOf(String value, String signs) {
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            if (!letterOrDigit(each) && signs.indexOf(each) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean letterOrDigit(char each) {
        return each < 2 * Long.SIZE && (LETTERS_AND_DIGITS[each / Long.SIZE] >>> each & 1) != 0;
    }

    /** Not negative, with at most 12 digits before the point and 4 after it. */
    static boolean amount(BigDecimal value) {
        return value.signum() >= 0
                && value.scale() >= 0
                && value.scale() <= 4
                && value.precision() - value.scale() <= DIGITS_BEFORE_THE_POINT;
    }

    /** Three capital letters. */
    static boolean currency(@Nullable String code) {
        return code != null && code.length() == 3 && code.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    }

    static boolean text(@Nullable String value) {
        return value != null && !value.isBlank() && whole(value);
    }

    /** Without an unpaired surrogate, which JSON cannot carry to Meta. */
    static boolean whole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                return UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }
}
