package io.tillstream.dispatcher.capi;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When the next request may go, for all threads of this instance together: later after trouble, as late as Meta asks when it
 * throttles, and a little later when the use of its limits comes near to them. A wait is never made shorter: an answer that
 * was on its way when Meta asked to be spared says nothing about that.
 */
final class Pace {

    /** Percent of Meta's limits from which on requests are spread out. */
    private static final int NEAR_LIMIT = 75;

    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(20);

    /** Waits differ by half, so that instances do not come back all at once. */
    private static final double JITTER = 0.5;

    private final IntervalFunction backoff;
    private final RandomGenerator random;
    private final Duration misconfigured;
    private final Clock steadyClock;
    private int troubles;
    private Instant next;

    /**
     * @param first         wait after the first trouble; doubles with each, with jitter
     * @param longest       up to this
     * @param misconfigured wait before a request is tried again that only a person can mend
     */
    Pace(Duration first, Duration longest, Duration misconfigured, Clock steadyClock, RandomGenerator random) {
        this.backoff = IntervalFunction.ofExponentialBackoff(first, 2, longest);
        this.random = random;
        this.misconfigured = misconfigured;
        this.steadyClock = steadyClock;
        this.next = steadyClock.instant();
    }

    /** Time until a request may go; zero when one may go now. */
    synchronized Duration remaining() {
        Duration remaining = Duration.between(steadyClock.instant(), next);
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    synchronized void after(CapiAnswer answer) {
        switch (answer) {
            case CapiAnswer.Accepted accepted -> {
                troubles = 0;
                hold(spread(accepted.usagePercent()));
            }
            case CapiAnswer.Refused refused -> troubles = 0;
            case CapiAnswer.Short counted -> {
                // Of several the halves go at once; one alone is a trouble like others.
                if (counted.sent() == 1) {
                    hold(nextBackoff());
                }
            }
            case CapiAnswer.Throttled throttled ->
                hold(throttled.retryAfter() == null ? nextBackoff() : throttled.retryAfter());
            case CapiAnswer.Unreachable unreachable -> hold(nextBackoff());
            case CapiAnswer.Misconfigured wrong -> hold(misconfigured);
            case CapiAnswer.NotSent notSent -> {
                // Nothing was learnt.
            }
        }
    }

    /** Something of Meta's own was heard, whatever it was: a trouble after it is the first again. */
    synchronized void reached() {
        troubles = 0;
    }

    /** Holds everything back at least that long from now on. */
    synchronized void hold(Duration wait) {
        Instant then = steadyClock.instant().plus(wait);
        next = then.isAfter(next) ? then : next;
    }

    private Duration nextBackoff() {
        troubles++;
        return Duration.ofMillis((long) (backoff.apply(troubles) * (1 + JITTER * (2 * random.nextDouble() - 1))));
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
