package io.tillstream.dispatcher.console.books;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The offsets of orders that have a receipt: the newest 5000 of each partition. */
final class PassedOffsets {

    /** More than a batch has in one partition. */
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
     * How many offsets in a range have a receipt.
     *
     * @param from the first
     * @param to   the first after the range
     */
    long count(int partition, long from, long to) {
        NavigableSet<Long> ofPartition = offsets.get(partition);
        return ofPartition == null
                ? 0
                : ofPartition.subSet(from, Math.max(from, to)).size();
    }
}
