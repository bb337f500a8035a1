package io.tillstream.shop.payment;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Keeps a browser that reloads from asking Stripe each time: a few questions at once, then one in two seconds. */
@Component
final class SeldomAsked {

    private static final long EACH = Duration.ofSeconds(2).toNanos();
    private static final long AT_ONCE = 5 * EACH;
    private static final int MOST = 10_000;

    /** When all that was asked is paid for, at one question in {@link #EACH}. */
    private final Map<UUID, Long> paidFor = new ConcurrentHashMap<>();

    /** Whether Stripe may be asked once more about this. */
    boolean mayAsk(UUID about) {
        return mayAsk(about, System.nanoTime());
    }

    boolean mayAsk(UUID about, long now) {
        if (paidFor.size() >= MOST) {
            paidFor.values().removeIf(until -> until - now <= 0);
        }
        boolean[] may = new boolean[1];
        paidFor.compute(about, (id, until) -> {
            long from = until == null || until - now < 0 ? now : until;
            may[0] = from - now <= AT_ONCE - EACH;
            return may[0] ? Long.valueOf(from + EACH) : until;
        });
        return may[0];
    }
}
