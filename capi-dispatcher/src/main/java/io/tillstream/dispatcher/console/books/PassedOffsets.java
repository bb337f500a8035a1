package io.tillstream.dispatcher.console.books;

import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Sale;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The offsets of orders that have a receipt: the newest 5000 of each partition. */
final class PassedOffsets {

    /** More than a batch has in one partition. */
    private static final int REMEMBERED = 5000;

    /** The receipt of an unreadable message is keyed by its place: topic-partition@offset. */
    private static final Pattern UNREADABLE = Pattern.compile("[\\w.-]+-\\d+@(\\d{1,18})");

    private final Map<Integer, NavigableSet<Long>> offsets = new HashMap<>();

    void add(Receipt receipt) {
        Sale sale = receipt.sale();
        if (sale != null) {
            add(receipt.partition(), sale.offset());
        } else {
            Matcher unreadable = UNREADABLE.matcher(receipt.id());
            if (unreadable.matches()) {
                add(receipt.partition(), Long.parseLong(unreadable.group(1)));
            }
        }
    }

    private void add(int partition, long offset) {
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
