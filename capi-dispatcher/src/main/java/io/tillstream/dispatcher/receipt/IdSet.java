package io.tillstream.dispatcher.receipt;

/**
 * A set of 128-bit ids. An id takes 24 to 48 bytes, in a HashSet of UUIDs it takes 89. Open addressing with linear probing;
 * the table doubles when two thirds of it are used.
 */
final class IdSet {

    private static final int SMALLEST = 16;

    /** Pairs of high and low half; two zeros are a free slot. */
    private long[] slots = new long[2 * SMALLEST];

    private int size;

    void add(Id id) {
        if (3 * (size + 1) > 2 * (slots.length / 2)) {
            grow();
        }
        if (put(slots, id.high(), id.low())) {
            size++;
        }
    }

    boolean contains(Id id) {
        int slot = slot(slots, id.high(), id.low());
        return slots[slot] != 0 || slots[slot + 1] != 0;
    }

    int size() {
        return size;
    }

    /** Memory of the table. */
    long bytes() {
        return 8L * slots.length;
    }

    private void grow() {
        long[] bigger = new long[2 * slots.length];
        for (int slot = 0; slot < slots.length; slot += 2) {
            if (slots[slot] != 0 || slots[slot + 1] != 0) {
                put(bigger, slots[slot], slots[slot + 1]);
            }
        }
        slots = bigger;
    }

    private static boolean put(long[] slots, long high, long low) {
        int slot = slot(slots, high, low);
        boolean free = slots[slot] == 0 && slots[slot + 1] == 0;
        slots[slot] = high;
        slots[slot + 1] = low;
        return free;
    }

    /** The slot that holds an id, or the free slot for it. */
    private static int slot(long[] slots, long high, long low) {
        int mask = slots.length / 2 - 1;
        long mixed = (high ^ low) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 33) & mask;
        while ((slots[2 * slot] != 0 || slots[2 * slot + 1] != 0)
                && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return 2 * slot;
    }
}
