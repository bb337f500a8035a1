package io.tillstream.sandbox;

import java.time.Duration;
import java.util.Set;

/** Checks whether a wait can end: all orders are accounted for, or the set of the others has not changed for long. */
final class SettledCheck {

    private final Guarantees guarantees;
    private final long patience;
    private Set<String> last = Set.of();
    private long since = System.nanoTime();

    SettledCheck(Guarantees guarantees, Duration patience) {
        this.guarantees = guarantees;
        this.patience = patience.toNanos();
    }

    boolean reached() {
        Set<String> now = guarantees.unaccounted();
        if (!now.equals(last)) {
            last = now;
            since = System.nanoTime();
        }
        return now.isEmpty() || System.nanoTime() - since > patience;
    }
}
