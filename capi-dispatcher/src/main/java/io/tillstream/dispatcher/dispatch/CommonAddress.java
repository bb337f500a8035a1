package io.tillstream.dispatcher.dispatch;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notices when most customers have one IP address: then the shop takes a proxy's address for theirs. */
@Component
public class CommonAddress {

    private static final int LOOKED_AT = 512;

    /** Fewer events say nothing. */
    private static final int LEAST = 20;

    /** Hash codes of addresses: enough to compare them, and no address is kept. */
    private final AtomicIntegerArray latest = new AtomicIntegerArray(LOOKED_AT);

    private final AtomicInteger seen = new AtomicInteger();

    /** @param address of an event that Meta accepted; null for none */
    void saw(@Nullable String address) {
        if (address != null) {
            // The counter overflows after two billion events; floorMod keeps the place in the array right.
            latest.set(Math.floorMod(seen.getAndIncrement(), LOOKED_AT), address.hashCode());
        }
    }

    /** Percentage of the latest events that have the most frequent address; empty when it is 50 or less. */
    public OptionalInt percentOfMost() {
        int count = (int) Math.min(Integer.toUnsignedLong(seen.get()), LOOKED_AT);
        if (count < LEAST) {
            return OptionalInt.empty();
        }
        int[] sorted = new int[count];
        for (int at = 0; at < count; at++) {
            sorted[at] = latest.get(at);
        }
        Arrays.sort(sorted);
        // A value that more than half have is in the middle of the sorted array.
        int middle = sorted[count / 2];
        int same = (int) Arrays.stream(sorted).filter(each -> each == middle).count();
        return same * 2 > count ? OptionalInt.of(same * 100 / count) : OptionalInt.empty();
    }
}
