package io.tillstream.dispatcher.matching;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the hashes of frequent values, because normalising costs more than hashing. A new value takes the place of an older
 * one. Threads need no lock: an entry never changes, and a thread that misses one makes it again.
 */
final class Remembered {

    /** A power of two. Full, it takes less than a megabyte, computed from the sizes of its objects. */
    private static final int SLOTS = 2048;

    /** Longer values are rare, and would take much memory. */
    private static final int LONGEST = 64;

    private final String field;
    private final @Nullable Entry[] entries = new Entry[SLOTS];

    private record Entry(String value, @Nullable String country, List<Sha256> hashes) {

        /** Contains no data. */
        @Override
        public String toString() {
            return "Entry[hidden]";
        }
    }

    /** @param field Meta's name of it */
    Remembered(String field) {
        this.field = field;
    }

    String field() {
        return field;
    }

    List<Sha256> of(String value, @Nullable String country, BiFunction<String, @Nullable String, List<Sha256>> hashes) {
        if (value.length() > LONGEST || (country != null && country.length() > LONGEST)) {
            return hashes.apply(value, country);
        }
        int mixed = (31 * value.hashCode() + Objects.hashCode(country)) * 0x9E3779B9;
        int slot = mixed >>> 16 & (SLOTS - 1);
        Entry entry = entries[slot];
        if (entry == null || !entry.value.equals(value) || !Objects.equals(entry.country, country)) {
            entry = new Entry(value, country, hashes.apply(value, country));
            entries[slot] = entry;
        }
        return entry.hashes;
    }
}
