package io.tillstream.dispatcher.capi;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When the next request may be sent, for all threads of this instance: after a back-off when a request failed, after the time
 * that Meta asks for when it throttles, and a little later when the use of its limits comes near 100 %. No answer shortens a
 * wait: it may have been on its way before Meta throttled.
 */
final class Pace {

    /** Requests are spread out above this use of Meta's limits, in percent. */
    private static final int NEAR_LIMIT = 75;

    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(20);

    /** Waits vary by half, so that instances do not return all at once. */
    private static final double JITTER = 0.5;

    private final IntervalFunction backoff;
    private final RandomGenerator random;
    private final Duration misconfigured;
    private final Clock steadyClock;
    private int troubles;
    private Instant next;

    /**
     * @param first         wait after the first failure; doubles with each, with jitter
     * @param longest       longest such wait
     * @param misconfigured wait after an answer that only a person can correct
     */
    Pace(Duration first, Duration longest, Duration misconfigured, Clock steadyClock, RandomGenerator random) {
        this.backoff = IntervalFunction.ofExponentialBackoff(first, 2, longest);
        this.random = random;
        this.misconfigured = misconfigured;
        this.steadyClock = steadyClock;
        this.next = steadyClock.instant();
    }

    /** Time until a request may be sent; zero when it may be sent now. */
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
                // Several events are halved and sent at once; one event alone counts as a failure.
                if (counted.sent() == 1) {
                    hold(nextBackoff());
                }
            }
            case CapiAnswer.Throttled throttled ->
                hold(throttled.retryAfter() == null ? nextBackoff() : throttled.retryAfter());
            case CapiAnswer.Unreachable unreachable -> hold(nextBackoff());
            case CapiAnswer.Misconfigured wrong -> hold(misconfigured);
            case CapiAnswer.NotSent notSent -> {
                // Says nothing about Meta.
            }
        }
    }

    /** Meta answered, whatever it said: the next failure counts as the first. */
    synchronized void reached() {
        troubles = 0;
    }

    /** Sends nothing for at least this time from now. */
    synchronized void hold(Duration wait) {
        Instant then = steadyClock.instant().plus(wait);
        next = then.isAfter(next) ? then : next;
    }

    private Duration nextBackoff() {
        troubles++;
        return Duration.ofMillis((long) (backoff.apply(troubles) * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    /** Zero at {@value #NEAR_LIMIT} %, the longest at 100 %. */
    private static Duration spread(int usagePercent) {
        return usagePercent <= NEAR_LIMIT
                ? Duration.ZERO
                : LONGEST_SPREAD
                        .multipliedBy(Math.min(usagePercent, 100) - NEAR_LIMIT)
                        .dividedBy(100 - NEAR_LIMIT);
    }
}
