package io.tillstream.dispatcher.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The ids of one partition that are done, by the day of their receipt, so that a whole day is forgotten at once. Only days
 * with receipts count: a clock that is far ahead adds one day, and does not make the table forget the others. Dead-lettered
 * ids may be replayed, and so are stored separately; they are few.
 */
public final class IdTable {

    static final long UNKNOWN = -1;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final int most;

    /** Each id with the number of its day: one search answers for all days. */
    private final IdSet done = new IdSet();

    /** The days that have receipts, with their numbers. */
    private final NavigableMap<Long, Integer> days = new TreeMap<>();

    /** The day of each number. */
    private final long[] dayOf;

    private final Map<Id, Long> dead = new HashMap<>();
    private boolean everWritten;

    /** @param window minimum time for which an id is remembered; longer when there are days without receipts */
    public IdTable(Duration window) {
        this.most = (int) window.plusDays(1).plusMillis(DAY - 1).dividedBy(Duration.ofDays(1));
        this.dayOf = new long[most + 1];
    }

    public void put(String id, Receipt.Status status, Instant at) {
        put(id, status, at, UNKNOWN);
    }

    /** @param offset of the order's message; {@value #UNKNOWN} when it is not known */
    synchronized void put(String id, Receipt.Status status, Instant at, long offset) {
        Id key = Id.of(id);
        switch (status) {
            case ACCEPTED, SUPPRESSED -> {
                dead.remove(key);
                done(key, at.toEpochMilli());
            }
            case DEAD_LETTERED -> {
                // An acceptance is final, whichever of the two was written first.
                if (!done(key)) {
                    dead.put(key, offset);
                }
            }
            case REPLAYED -> {
                // The replayed message has a header that says so.
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
        return done.number(key) != IdSet.NONE;
    }

    /** Whether an id was dead-lettered because of an earlier message than the one at this offset. */
    synchronized boolean deadBefore(String id, long offset) {
        Long deadLettered = dead.get(Id.of(id));
        return deadLettered != null && deadLettered < offset;
    }

    /** Whether a partition that this table was read from had ever been written to. */
    synchronized boolean everWritten() {
        return everWritten;
    }

    synchronized void everWritten(boolean written) {
        everWritten |= written;
    }

    synchronized int size() {
        return done.size() + dead.size();
    }

    synchronized long bytes() {
        return done.bytes();
    }

    /** Notes the last day on which an id was done. */
    private void done(Id key, long millis) {
        long day = millis / DAY;
        if (days.size() == most && day < days.firstKey()) {
            // The clock is behind. A new first day would be forgotten at once.
            day = days.firstKey();
        }
        int number = days.computeIfAbsent(day, this::number);
        int before = done.number(key);
        if (before == IdSet.NONE || dayOf[before] < day) {
            done.put(key, number);
        }
        if (days.size() > most) {
            done.remove(days.pollFirstEntry().getValue());
        }
    }

    /** A free number for a new day. */
    private int number(long day) {
        int number = 0;
        while (days.containsValue(number)) {
            number++;
        }
        dayOf[number] = day;
        return number;
    }
}
