package io.tillstream.shop.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits how often each key may do something: a few times at once, then once per interval.
 *
 * @param <K> who does it, or what it is about
 */
public final class Allowance<K> {

    /** Beyond this number of keys, those with their full allowance are removed. */
    private static final int MOST = 10_000;

    private final long eachNanos;
    private final long ahead;

    /** By key, the time at which its full allowance is restored. */
    private final Map<K, Long> restoredAt = new ConcurrentHashMap<>();

    /**
     * @param atOnce how often at once, 1 or more
     * @param each   interval after which one more is allowed
     */
    public Allowance(int atOnce, Duration each) {
        this.eachNanos = each.toNanos();
        this.ahead = (atOnce - 1) * eachNanos;
    }

    /** Whether the key may do it now; if so, it is counted. */
    public boolean takes(K key) {
        return takes(key, System.nanoTime());
    }

    /** Takes one count back. */
    public void giveBack(K key) {
        restoredAt.computeIfPresent(key, (each, until) -> until - eachNanos);
    }

    boolean takes(K key, long now) {
        if (restoredAt.size() >= MOST) {
            restoredAt.values().removeIf(until -> until - now <= 0);
        }
        boolean[] may = new boolean[1];
        restoredAt.compute(key, (each, until) -> {
            long from = until == null || until - now < 0 ? now : until;
            may[0] = from - now <= ahead;
            return may[0] ? Long.valueOf(from + eachNanos) : until;
        });
        return may[0];
    }
}
