package io.tillstream.dispatcher.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The ids of one partition that are done, kept by the day of their receipt, so that a whole day is forgotten at once. Only
 * days that have receipts count: a clock that is far ahead makes one more day, and nothing forgotten. Ids that are dead may live again, and so are kept apart; they are few.
 */
public final class IdTable {

    static final long UNKNOWN = -1;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final int most;
    private final NavigableMap<Long, IdSet> done = new TreeMap<>();
    private final Map<Id, Long> dead = new HashMap<>();
    private boolean everWritten;

    /** @param window how long an id is remembered at least; longer when there are days without receipts */
    public IdTable(Duration window) {
        this.most = (int) window.plusDays(1).plusMillis(DAY - 1).dividedBy(Duration.ofDays(1));
    }

    public void put(String id, Receipt.Status status, Instant at) {
        put(id, status, at, UNKNOWN);
    }

    /** @param offset of the message that it is about; {@value #UNKNOWN} when that is not known */
    synchronized void put(String id, Receipt.Status status, Instant at, long offset) {
        Id key = Id.of(id);
        switch (status) {
            case ACCEPTED, SUPPRESSED -> {
                dead.remove(key);
                day(at.toEpochMilli()).add(key);
            }
            case DEAD_LETTERED -> {
                // Whichever was written first: an acceptance is the last word.
                if (!done(key)) {
                    dead.put(key, offset);
                }
            }
            case REPLAYED -> {
                // The message says itself that it was replayed.
            }
        }
    }

    synchronized boolean unseen(String id) {
        Id key = Id.of(id);
        return !done(key) && !dead.containsKey(key);
    }

    public synchronized boolean done(String id) {
        return done(Id.of(id));
    }

    private boolean done(Id key) {
        for (IdSet ids : done.values()) {
            if (ids.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is dead, by an earlier message than the one at this offset. */
    synchronized boolean deadBefore(String id, long offset) {
        Long death = dead.get(Id.of(id));
        return death != null && death < offset;
    }

    /** Whether any source it was restored from had ever been written to. */
    synchronized boolean everWritten() {
        return everWritten;
    }

    synchronized void everWritten(boolean written) {
        everWritten |= written;
    }

    synchronized int size() {
        return done.values().stream().mapToInt(IdSet::size).sum() + dead.size();
    }

    synchronized long bytes() {
        return done.values().stream().mapToLong(IdSet::bytes).sum();
    }

    private IdSet day(long millis) {
        long day = millis / DAY;
        if (done.size() == most && day < done.firstKey()) {
            // Of a clock that is behind; a day of its own would be the first to be forgotten.
            day = done.firstKey();
        }
        IdSet ids = done.computeIfAbsent(day, each -> new IdSet());
        if (done.size() > most) {
            done.pollFirstEntry();
        }
        return ids;
    }
}
