package io.tillstream.dispatcher.console.books;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The offsets of orders that have a receipt, by partition: the newest few thousand of each. */
final class PassedOffsets {

    /** More than a batch of the dispatcher holds in one partition. */
    private static final int REMEMBERED = 5000;

    private final Map<Integer, NavigableSet<Long>> offsets = new HashMap<>();

    void add(int partition, long offset) {
        NavigableSet<Long> ofPartition = offsets.computeIfAbsent(partition, each -> new TreeSet<>());
        ofPartition.add(offset);
        if (ofPartition.size() > REMEMBERED) {
            ofPartition.pollFirst();
        }
    }

    /**
     * How many offsets of a range are here.
     *
     * @param from the first
     * @param to   the first behind the range
     */
    long count(int partition, long from, long to) {
        NavigableSet<Long> ofPartition = offsets.get(partition);
        return ofPartition == null
                ? 0
                : ofPartition.subSet(from, Math.max(from, to)).size();
    }
}
