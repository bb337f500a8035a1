package io.tillstream.dispatcher.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The ids of one partition that are done, kept by the day of their receipt, so that a whole day is forgotten at once
 * when it is past the window. Ids that are dead may live again, and so are kept apart; they are few.
 */
public final class Table {

    private static final long UNKNOWN = -1;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final long window;
    private final NavigableMap<Long, IdSet> done = new TreeMap<>();
    private final Map<Id, Long> dead = new HashMap<>();
    private boolean everWritten;

    /** @param window how long an id is remembered at least; a day more at most */
    public Table(Duration window) {
        this.window = window.toMillis();
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
        IdSet ids = done.get(day);
        if (ids == null) {
            ids = new IdSet();
            done.put(day, ids);
            forgetBefore(done.lastKey() * DAY - window);
        }
        return ids;
    }

    private void forgetBefore(long millis) {
        Iterator<Long> days = done.keySet().iterator();
        while (days.hasNext() && (days.next() + 1) * DAY <= millis) {
            days.remove();
        }
    }
}
