package io.tillstream.dispatcher.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Stops dead-lettering in masses. When nearly everything is refused, the rule or the key is wrong and not the orders: a few
 * are dead-lettered, and the others wait until one passes again, or an operator orders that they are dead-lettered.
 */
final class Brake {

    /** This many dead letters in a row pull it. */
    private static final int MOST_IN_A_ROW = 5;

    /** The last verdicts that count: once there are so many, more than half of them dead letters pull it as well. */
    private static final int WINDOW = 40;

    private static final long MASK = (1L << WINDOW) - 1;

    private final Clock steadyClock;
    private final Duration probeEvery;
    private Instant nextProbe;
    private int inARow;
    private long recent;
    private int verdicts;
    private boolean pulled;
    private int releases;

    Brake(Clock steadyClock, Duration probeEvery) {
        this.steadyClock = steadyClock;
        this.probeEvery = probeEvery;
        this.nextProbe = steadyClock.instant();
    }

    /** @param events how many passed at once */
    synchronized void passed(int events) {
        if (inARow < 0) {
            // What an operator let be dead-lettered says nothing about later events.
            verdicts = 0;
            recent = 0;
        }
        inARow = 0;
        pulled = false;
        for (int event = 0; event < Math.min(events, WINDOW); event++) {
            verdict(false);
        }
    }

    /** One was dead-lettered, and Kafka has taken its dead letter. */
    synchronized void deadLettered() {
        verdict(true);
        inARow++;
        if (inARow >= MOST_IN_A_ROW
                || (inARow > 0 && verdicts >= WINDOW && Long.bitCount(recent & MASK) > WINDOW / 2)) {
            pulled = true;
            nextProbe = steadyClock.instant().plus(probeEvery);
        }
    }

    private void verdict(boolean deadLettered) {
        recent = recent << 1 | (deadLettered ? 1 : 0);
        verdicts = Math.min(verdicts + 1, WINDOW);
    }

    /** Whether nothing more may be dead-lettered. */
    synchronized boolean pulled() {
        return pulled;
    }

    /** While it is pulled, a few events are tried this often. */
    Duration probeEvery() {
        return probeEvery;
    }

    /** Whether it is time to try a few events. */
    synchronized boolean mayProbe() {
        Instant now = steadyClock.instant();
        if (now.isBefore(nextProbe)) {
            return false;
        }
        nextProbe = now.plus(probeEvery);
        return true;
    }

    /**
     * Releases the brake each time that an operator has ordered it.
     *
     * @param said how often it was ordered so far
     */
    synchronized void released(int said) {
        if (!pulled) {
            releases = said;
        } else if (said > releases) {
            releases = said;
            pulled = false;
            // A whole backlog may follow; the next event that passes starts a new count.
            inARow = Integer.MIN_VALUE / 2;
            verdicts = 0;
            recent = 0;
        }
    }
}
