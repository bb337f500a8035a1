package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads JSON from bytes, and makes objects only of the values that are asked for. It reads usual JSON only: everything else,
 * whether broken or rare, ends with {@link Unusual}, and a complete parser decides.
 */
final class JsonBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;
    private static final int DEEPEST = 16;

    /** More digits may not fit into an int. */
    private static final int MOST_DIGITS = 9;

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean begun;

    /** @param end index behind the last byte */
    JsonBytes(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Text that only a complete parser can judge. It has no stack trace, as it is not an error. */
    @SuppressWarnings("serial")
    static final class Unusual extends RuntimeException {

        private Unusual() {
            super(null, null, false, false);
        }
    }

    static Unusual unusual() {
        return new Unusual();
    }

    /** Enters the object or the array that begins here. */
    void enter(char bracket) {
        take(bracket);
        begun = false;
    }

    /** Whether another element of the array follows; leaves it after the last one. */
    boolean nextElement() {
        return next(']');
    }

    /**
     * Goes to the value of the object's next field; leaves the object after the last one.
     *
     * @return the field's number; {@link Names#UNKNOWN} for another field; {@link Names#NONE} behind the last one
     */
    int nextField(Names names) {
        if (!next('}')) {
            return Names.NONE;
        }
        take('"');
        int from = at;
        int to = textEnd(from);
        if (bytes[to] != '"') {
            throw unusual();
        }
        at = to + 1;
        take(':');
        return names.find(bytes, from, to);
    }

    private boolean next(char bracket) {
        char sign = peek();
        boolean first = !begun;
        begun = true;
        if (sign == bracket) {
            at++;
            return false;
        }
        if (!first) {
            take(',');
            peek();
        }
        return true;
    }

    /** The next byte that is not white space; it is not taken. */
    char peek() {
        while (at < end) {
            byte sign = bytes[at];
            if (sign != ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
                return (char) (sign & 0xFF);
            }
            at++;
        }
        throw unusual();
    }

    private void take(char sign) {
        if (peek() != sign) {
            throw unusual();
        }
        at++;
    }

    /** Requires that only white space is left. */
    void end() {
        while (at < end) {
            byte sign = bytes[at++];
            if (sign != ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
                throw unusual();
            }
        }
    }

    /** The text here. */
    String text() {
        take('"');
        int from = at;
        int to = textEnd(from);
        if (bytes[to] == '"') {
            at = to + 1;
            return new String(bytes, from, to - from, ISO_8859_1);
        }
        return anyText(from);
    }

    /** The text here as a part of the bytes, which has only ASCII and no escapes. */
    SealedCustomer sealed() {
        take('"');
        int from = at;
        int to = textEnd(from);
        if (bytes[to] != '"') {
            throw unusual();
        }
        at = to + 1;
        return new SealedCustomer(bytes, from, to);
    }

    /** Index of the first byte that is a quotation mark, a backslash, a control character or not ASCII. */
    private int textEnd(int from) {
        int each = from;
        for (; each <= end - Long.BYTES; each += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, each);
            long special = special(eight);
            if (special != 0) {
                return each + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        for (; each < end; each++) {
            byte sign = bytes[each];
            if (sign < ' ' || sign == '"' || sign == '\\') {
                return each;
            }
        }
        throw unusual();
    }

    /** The high bit of each special byte. A byte behind the first special one may be marked by mistake. */
    private static long special(long eight) {
        long quotes = eight ^ (ONES * '"');
        long escapes = eight ^ (ONES * '\\');
        return (((quotes - ONES) & ~quotes) | ((escapes - ONES) & ~escapes) | ((eight - ONES * ' ') & ~eight) | eight)
                & HIGHS;
    }

    /** A text with escapes or letters beyond ASCII. */
    private String anyText(int from) {
        StringBuilder text = new StringBuilder();
        int start = from;
        int each = from;
        while (true) {
            if (each >= end || (bytes[each] >= 0 && bytes[each] < ' ')) {
                throw unusual();
            }
            byte sign = bytes[each];
            if (sign == '"' || sign == '\\') {
                text.append(new String(bytes, start, each - start, UTF_8));
                if (sign == '"') {
                    break;
                }
                at = each + 1;
                text.append(escaped());
                start = at;
                each = at;
            } else {
                each++;
            }
        }
        at = each + 1;
        String whole = text.toString();
        if (whole.indexOf('\uFFFD') >= 0) {
            // Perhaps broken UTF-8, which the JDK replaces and a parser refuses.
            throw unusual();
        }
        return whole;
    }

    private char escaped() {
        if (end - at < 5) {
            throw unusual();
        }
        return switch (bytes[at++]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw unusual();
        };
    }

    private int hex() {
        int digit = bytes[at] < 0 ? -1 : Character.digit(bytes[at], 16);
        at++;
        if (digit < 0) {
            throw unusual();
        }
        return digit;
    }

    /** The number here, if it is a whole one from 0 to 999,999,999. */
    int number() {
        char first = peek();
        int from = at;
        int number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        int digits = at - from;
        if (digits == 0 || digits > MOST_DIGITS || (first == '0' && digits > 1) || !separated()) {
            throw unusual();
        }
        return number;
    }

    /** Whether what ends here cannot go on. */
    private boolean separated() {
        return at < end
                && switch (bytes[at]) {
                    case ',', '}', ']', ' ', '\n', '\r', '\t' -> true;
                    default -> false;
                };
    }

    /** Whether the value here is true, not false. */
    boolean truth() {
        boolean truth = peek() == 't';
        word(truth ? "true" : "false");
        return truth;
    }

    private void word(String word) {
        for (int each = 0; each < word.length(); each++) {
            if (at >= end || bytes[at++] != word.charAt(each)) {
                throw unusual();
            }
        }
        if (!separated()) {
            throw unusual();
        }
    }

    /** Passes over the value here. */
    void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth == DEEPEST) {
            throw unusual();
        }
        switch (peek()) {
            case '"' -> skipText();
            case '{' -> {
                enter('{');
                while (nextField(Names.OTHERS) != Names.NONE) {
                    skip(depth + 1);
                }
            }
            case '[' -> {
                enter('[');
                while (nextElement()) {
                    skip(depth + 1);
                }
            }
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void skipText() {
        take('"');
        int from = at;
        int to = textEnd(from);
        at = to + 1;
        if (bytes[to] != '"') {
            // Decoded, because a broken text is a broken message.
            anyText(from);
        }
    }
}
