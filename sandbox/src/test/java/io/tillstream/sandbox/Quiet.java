package io.tillstream.sandbox;

import java.time.Duration;
import java.util.Set;

/** Says when nothing is to be waited for any more: all is accounted for, or what is not has stayed the same for long. */
final class Quiet {

    private final Guarantees guarantees;
    private final long patience;
    private Set<String> last = Set.of();
    private long since = System.nanoTime();

    Quiet(Guarantees guarantees, Duration patience) {
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
