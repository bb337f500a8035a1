package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A place in the bytes of JSON, and the texts from there on. Text that is not usual ends with {@link Unusual}. */
class JsonTexts {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;

    final byte[] bytes;
    final int end;
    int at;

    JsonTexts(byte[] bytes, int end) {
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

    void take(char sign) {
        if (peek() != sign) {
            throw unusual();
        }
        at++;
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
    int textEnd(int from) {
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

    /** Whether what ends here cannot go on. */
    boolean separated() {
        return at < end
                && switch (bytes[at]) {
                    case ',', '}', ']', ' ', '\n', '\r', '\t' -> true;
                    default -> false;
                };
    }

    void skipText() {
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
