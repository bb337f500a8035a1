package io.tillstream.dispatcher.capi;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When the next request may go to Meta, for all threads of this instance together: later after trouble, as late as Meta
 * asks when it throttles, and a little later when the use of its limits comes near to them.
 */
final class Pace {

    /** Percent of Meta's limits from which on requests are spread out. */
    private static final int NEAR_LIMIT = 75;

    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(20);

    private final IntervalFunction backoff;
    private final Duration misconfigured;
    private final Clock clock;
    private int troubles;
    private Instant next = Instant.EPOCH;

    /**
     * @param first         wait after the first trouble; doubles with each, with jitter
     * @param longest       up to this
     * @param misconfigured wait before a request is tried again that only a person can mend
     */
    Pace(Duration first, Duration longest, Duration misconfigured, Clock clock) {
        this.backoff = IntervalFunction.ofExponentialRandomBackoff(first, 2, 0.5, longest);
        this.misconfigured = misconfigured;
        this.clock = clock;
    }

    /** Time until a request may go; zero when one may go now. */
    synchronized Duration remaining() {
        Duration remaining = Duration.between(clock.instant(), next);
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    synchronized void after(CapiAnswer answer) {
        Instant now = clock.instant();
        switch (answer) {
            case CapiAnswer.Accepted accepted -> {
                troubles = 0;
                next = now.plus(spread(accepted.usagePercent()));
            }
            case CapiAnswer.Refused refused -> troubles = 0;
            case CapiAnswer.Throttled throttled ->
                next = now.plus(throttled.retryAfter() == null ? nextBackoff() : throttled.retryAfter());
            case CapiAnswer.Unreachable unreachable -> next = now.plus(nextBackoff());
            case CapiAnswer.Short some -> next = now.plus(nextBackoff());
            case CapiAnswer.Misconfigured wrong -> next = now.plus(misconfigured);
            case CapiAnswer.NotSent notSent -> {
                // Nothing was learnt.
            }
        }
    }

    /** Holds everything back at least until then. */
    synchronized void holdUntil(Instant then) {
        next = then.isAfter(next) ? then : next;
    }

    private Duration nextBackoff() {
        troubles++;
        return Duration.ofMillis(backoff.apply(troubles));
    }

    /** From nothing at the edge to the longest at the limit. */
    private static Duration spread(int usagePercent) {
        return usagePercent <= NEAR_LIMIT
                ? Duration.ZERO
                : LONGEST_SPREAD
                        .multipliedBy(Math.min(usagePercent, 100) - NEAR_LIMIT)
                        .dividedBy(100 - NEAR_LIMIT);
    }
}
