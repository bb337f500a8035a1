package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of one dataset whose requests failed without a reason of use. They are sent after all others and in ever smaller
 * requests, so that others pass and the one that causes the failure is found.
 */
final class Suspects {

    /** Beyond this number the oldest is forgotten, and starts again. */
    private static final int MOST = 20_000;

    /** Tries alone before an event may be dead-lettered, however long they took. */
    private static final int LEAST_TRIES = 5;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Clock steadyClock;
    private final Duration patience;
    private final Map<String, Suspect> suspects = new LinkedHashMap<>();
    private long passed;

    /**
     * @param most       how many events the next request with it may have
     * @param alone      failed requests in which it was the only event
     * @param aloneSince time of the first of these; null for none
     * @param passedThen how many requests had been accepted by then
     * @param notBefore  when it is tried again
     */
    private record Suspect(int most, int alone, @Nullable Instant aloneSince, long passedThen, Instant notBefore) {}

    Suspects(Clock steadyClock, Duration patience) {
        this.steadyClock = steadyClock;
        this.patience = patience;
    }

    /** How many events its next request may have: half as many as the last one that failed. */
    synchronized int most(Outgoing event) {
        Suspect suspect = suspects.get(event.receiptId());
        return suspect == null ? Capi.MOST_EVENTS : suspect.most();
    }

    /** Time until it may be tried again; zero when it may be tried now. */
    synchronized Duration wait(Outgoing event) {
        Suspect suspect = suspects.get(event.receiptId());
        if (suspect == null) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(steadyClock.instant(), suspect.notBefore());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    synchronized void passed(Iterable<Outgoing> events) {
        passed++;
        events.forEach(each -> suspects.remove(each.receiptId()));
    }

    /** @param request that failed */
    synchronized void met(List<Outgoing> request) {
        for (Outgoing event : request) {
            Suspect before = suspects.remove(event.receiptId());
            suspects.put(event.receiptId(), next(before, request.size()));
        }
        while (suspects.size() > MOST) {
            suspects.remove(suspects.keySet().iterator().next());
        }
    }

    private Suspect next(@Nullable Suspect before, int size) {
        Instant now = steadyClock.instant();
        int most = Math.max(1, size / 2);
        boolean alone = size == 1;
        int timesAlone = (before == null ? 0 : before.alone()) + (alone ? 1 : 0);
        Instant since = before == null ? null : before.aloneSince();
        if (!alone) {
            return new Suspect(most, timesAlone, since, before == null ? 0 : before.passedThen(), now);
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(timesAlone - 1, 6));
        Instant notBefore = now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        return before == null || since == null
                ? new Suspect(most, timesAlone, now, passed, notBefore)
                : new Suspect(most, timesAlone, since, before.passedThen(), notBefore);
    }

    /** Whether others have been accepted since it failed alone, so that it seems to fail by itself. */
    synchronized boolean accused(Outgoing event) {
        return accused(suspects.get(event.receiptId()));
    }

    private boolean accused(@Nullable Suspect suspect) {
        return suspect != null && suspect.aloneSince() != null && passed > suspect.passedThen();
    }

    /** Whether it was accused for long enough, and tried often enough, to be dead-lettered. */
    synchronized boolean toBlame(Outgoing event) {
        Suspect suspect = suspects.get(event.receiptId());
        return suspect != null
                && suspect.aloneSince() != null
                && accused(suspect)
                && suspect.alone() >= LEAST_TRIES
                && Duration.between(suspect.aloneSince(), steadyClock.instant()).compareTo(patience) >= 0;
    }
}
