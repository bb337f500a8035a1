package io.tillstream.shop.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets each key do something a few times at once, and from then on once in a while.
 *
 * @param <K> who, or what about
 */
public final class Allowance<K> {

    /** Keys remembered; those that have all of their allowance back are forgotten beyond it. */
    private static final int MOST = 10_000;

    private final long eachNanos;
    private final long ahead;

    /** When all that was done is paid for, at one in {@link #eachNanos}. */
    private final Map<K, Long> paidFor = new ConcurrentHashMap<>();

    /** @param atOnce 1 or more */
    public Allowance(int atOnce, Duration each) {
        this.eachNanos = each.toNanos();
        this.ahead = (atOnce - 1) * eachNanos;
    }

    /** Whether it may be done once more now; if so, it is taken for done. */
    public boolean takes(K key) {
        return takes(key, System.nanoTime());
    }

    /** Makes one undone, which then does not count. */
    public void giveBack(K key) {
        paidFor.computeIfPresent(key, (each, until) -> until - eachNanos);
    }

    boolean takes(K key, long now) {
        if (paidFor.size() >= MOST) {
            paidFor.values().removeIf(until -> until - now <= 0);
        }
        boolean[] may = new boolean[1];
        paidFor.compute(key, (each, until) -> {
            long from = until == null || until - now < 0 ? now : until;
            may[0] = from - now <= ahead;
            return may[0] ? Long.valueOf(from + eachNanos) : until;
        });
        return may[0];
    }
}
