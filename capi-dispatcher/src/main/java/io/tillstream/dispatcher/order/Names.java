package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;

/** Numbers the names of fields, and finds them in bytes without making a string. */
final class Names {

    /** Another name. */
    static final int UNKNOWN = -1;

    /** No name: the object is at its end. */
    static final int NONE = -2;

    /** Knows no name. */
    static final Names OTHERS = new Names(List.of());

    private static final int SLOTS = 64;

    private final byte[][] inOrder;
    private final byte[][] names = new byte[SLOTS][];
    private final int[] numbers = new int[SLOTS];

    /** @param names of ASCII, fewer than {@value #SLOTS}; the first has the number 0 */
    Names(List<String> names) {
        this.inOrder = new byte[names.size()][];
        for (int number = 0; number < names.size(); number++) {
            byte[] name = names.get(number).getBytes(US_ASCII);
            inOrder[number] = name;
            int slot = slot(name, 0, name.length);
            while (this.names[slot] != null) {
                slot = (slot + 1) % SLOTS;
            }
            this.names[slot] = name;
            numbers[slot] = number;
        }
    }

    /**
     * The number of a name; {@link #UNKNOWN} for another one.
     *
     * @param likely number of the name that is looked at first, 0 or more; it may be too high
     */
    int find(byte[] text, int from, int to, int likely) {
        if (likely < inOrder.length && Arrays.equals(inOrder[likely], 0, inOrder[likely].length, text, from, to)) {
            return likely;
        }
        if (from == to) {
            return UNKNOWN;
        }
        int slot = slot(text, from, to);
        for (byte[] name = names[slot]; name != null; name = names[slot]) {
            if (Arrays.equals(name, 0, name.length, text, from, to)) {
                return numbers[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        return UNKNOWN;
    }

    private static int slot(byte[] text, int from, int to) {
        return (7 * (to - from) + 5 * text[from] + 31 * text[to - 1]) & (SLOTS - 1);
    }
}
