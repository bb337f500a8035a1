package io.tillstream.dispatcher.receipt;

/**
 * A set of 128-bit ids, each with a small number. An id takes 26 to 38 bytes; in a HashMap of UUIDs it takes 89. Open addressing
 * with linear probing; the table grows by half when two thirds of it are used.
 */
final class IdSet {

    /** The number of an id that is not in the set. */
    static final int NONE = -1;

    private static final int SMALLEST = 16;

    /** Pairs of high and low half; two zeros are a free slot. */
    private long[] slots = new long[2 * SMALLEST];

    private byte[] numbers = new byte[SMALLEST];
    private int size;

    /** @param number 0 to 127; it replaces an earlier one of the id */
    void put(Id id, int number) {
        if (3L * (size + 1) > 2L * numbers.length) {
            rebuild(numbers.length + numbers.length / 2, NONE);
        }
        put(id.high(), id.low(), (byte) number);
    }

    /** The number of an id; {@value #NONE} when it is not in the set. */
    int number(Id id) {
        int slot = slot(id.high(), id.low());
        return free(slot) ? NONE : numbers[slot];
    }

    int size() {
        return size;
    }

    /** Memory of the table. */
    long bytes() {
        return 8L * slots.length + numbers.length;
    }

    /** Removes all ids with a number. */
    void remove(int number) {
        // Finding an id stops at a free slot; so all others are put again.
        rebuild(numbers.length, number);
    }

    private void rebuild(int length, int without) {
        long[] oldSlots = slots;
        byte[] oldNumbers = numbers;
        slots = new long[2 * length];
        numbers = new byte[length];
        size = 0;
        for (int slot = 0; slot < oldNumbers.length; slot++) {
            long high = oldSlots[2 * slot];
            long low = oldSlots[2 * slot + 1];
            if ((high != 0 || low != 0) && oldNumbers[slot] != without) {
                put(high, low, oldNumbers[slot]);
            }
        }
    }

    private void put(long high, long low, byte number) {
        int slot = slot(high, low);
        if (free(slot)) {
            slots[2 * slot] = high;
            slots[2 * slot + 1] = low;
            size++;
        }
        numbers[slot] = number;
    }

    private boolean free(int slot) {
        return slots[2 * slot] == 0 && slots[2 * slot + 1] == 0;
    }

    /** The slot that holds an id, or the free slot for it. */
    private int slot(long high, long low) {
        long mixed = (high ^ low) * 0x9E3779B97F4A7C15L;
        int slot = (int) (((mixed >>> 32) * numbers.length) >>> 32);
        while (!free(slot) && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
            slot = slot + 1 == numbers.length ? 0 : slot + 1;
        }
        return slot;
    }
}
