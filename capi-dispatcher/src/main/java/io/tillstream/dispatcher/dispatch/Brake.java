package io.tillstream.dispatcher.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Stops mass burial. When nearly everything is refused, the rule or the key is wrong and not the orders: a handful are
 * buried, and the rest waits until one passes again or a person says that they are to be buried.
 */
final class Brake {

    /** So many die in a row before it is pulled. */
    private static final int MOST_IN_A_ROW = 5;

    /** The last verdicts that count; more than half of them deaths pulls it too. */
    private static final int WINDOW = 40;

    private static final long MASK = (1L << WINDOW) - 1;

    /** While it is pulled, so often a few are sent to see whether they pass. */
    private static final Duration PROBE_EVERY = Duration.ofSeconds(15);

    private final Clock steadyClock;
    private Instant nextProbe;
    private int inARow;
    private long recent;
    private int verdicts;
    private boolean pulled;
    private int releases;

    Brake(Clock steadyClock) {
        this.steadyClock = steadyClock;
        this.nextProbe = steadyClock.instant();
    }

    /** @param events how many passed at once */
    synchronized void passed(int events) {
        if (inARow < 0) {
            // What a person wanted buried says nothing of those that come after it.
            verdicts = 0;
            recent = 0;
        }
        inARow = 0;
        pulled = false;
        for (int event = 0; event < Math.min(events, WINDOW); event++) {
            verdict(false);
        }
    }

    /** One was buried: its letter is written. */
    synchronized void buried() {
        verdict(true);
        inARow++;
        if (inARow >= MOST_IN_A_ROW
                || (inARow > 0 && verdicts >= WINDOW && Long.bitCount(recent & MASK) > WINDOW / 2)) {
            pulled = true;
            nextProbe = steadyClock.instant().plus(PROBE_EVERY);
        }
    }

    private void verdict(boolean death) {
        recent = recent << 1 | (death ? 1 : 0);
        verdicts = Math.min(verdicts + 1, WINDOW);
    }

    /** Whether nothing more may be buried. */
    synchronized boolean pulled() {
        return pulled;
    }

    /** Whether it is time to see whether they pass again. */
    synchronized boolean mayProbe() {
        Instant now = steadyClock.instant();
        if (now.isBefore(nextProbe)) {
            return false;
        }
        nextProbe = now.plus(PROBE_EVERY);
        return true;
    }

    /**
     * A person wants the next ones buried; counts each time that this was said.
     *
     * @param said how often it was said so far
     */
    synchronized void released(int said) {
        if (!pulled) {
            releases = said;
        } else if (said > releases) {
            releases = said;
            pulled = false;
            // A whole backlog may follow; the next that passes makes it count anew.
            inARow = Integer.MIN_VALUE / 2;
            verdicts = 0;
            recent = 0;
        }
    }
}
