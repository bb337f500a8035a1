package io.tillstream.benchmarks.contender;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Goes through JSON in bytes without making objects: a value is a place in the bytes. It takes JSON as shop-service writes it,
 * without white space and escapes, and checks little.
 */
final class Scan {

    static final int NO_FIELD = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;

    private byte[] bytes = {};
    private int end;
    private int at;
    private int from;
    private int to;

    /** @param end index behind the last byte */
    void begin(byte[] json, int end) {
        this.bytes = json;
        this.end = end;
        this.at = 0;
    }

    /** Index of the last value's first byte; of a text, the one behind its quotation mark. */
    int from() {
        return from;
    }

    /** Index behind the last value's last byte; of a text, that of its quotation mark. */
    int to() {
        return to;
    }

    /**
     * Goes to the value of the next field.
     *
     * @param likely index of the name to compare first: fields nearly always have the same order
     * @return index of the name; the number of names for another one; {@link #NO_FIELD} when the object ends here
     */
    int field(byte[][] names, int likely) {
        if (bytes[at++] == '}') {
            return NO_FIELD;
        }
        text();
        at++;
        for (int tried = 0; tried < names.length; tried++) {
            int each = (likely + tried) % names.length;
            if (Arrays.equals(names[each], 0, names[each].length, bytes, from, to)) {
                return each;
            }
        }
        return names.length;
    }

    /** Whether another element of the array follows. */
    boolean element() {
        return bytes[at++] != ']';
    }

    /** Takes the value here: a text, a number or a word. */
    void value() {
        if (bytes[at] == '"') {
            text();
        } else {
            from = at;
            while (bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
                at++;
            }
            to = at;
        }
    }

    /** Passes over the value here. */
    void skip() {
        if (bytes[at] != '{' && bytes[at] != '[') {
            value();
            return;
        }
        int depth = 0;
        do {
            switch (bytes[at]) {
                case '"' -> text();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0);
    }

    private void text() {
        if (bytes[at] != '"') {
            throw new IllegalStateException("The floor reads only JSON without white space");
        }
        from = at + 1;
        to = textEnd(from);
        at = to + 1;
    }

    private int textEnd(int start) {
        int each = start;
        for (; each <= end - Long.BYTES; each += Long.BYTES) {
            long special = special((long) LONGS.get(bytes, each));
            if (special != 0) {
                return mark(each + (Long.numberOfTrailingZeros(special) >>> 3));
            }
        }
        while (bytes[each] != '"' && bytes[each] != '\\') {
            each++;
        }
        return mark(each);
    }

    /** The high bit of the first byte that is a quotation mark or a backslash; those behind it may be wrong. */
    private static long special(long eight) {
        long quotes = eight ^ (ONES * '"');
        long escapes = eight ^ (ONES * '\\');
        return (((quotes - ONES) & ~quotes) | ((escapes - ONES) & ~escapes)) & HIGHS;
    }

    private int mark(int index) {
        if (bytes[index] != '"') {
            throw new IllegalStateException("The floor reads only JSON without escapes");
        }
        return index;
    }
}
