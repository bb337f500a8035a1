package io.tillstream.dispatcher.console.now;

import io.tillstream.dispatcher.console.books.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Messages and receipts a second, between two measurements. */
final class Rates {

    private static final double SHORTEST = 0.5;
    private static final double LONGEST = 6;

    private final Map<String, Double> byTopic = new ConcurrentHashMap<>();
    private Map<String, Long> ends = Map.of();
    private Instant measuredAt = Instant.EPOCH;
    private long receipts;
    private boolean historyRead;
    private volatile double settled;

    /** @param now the offset behind the last message of each topic */
    synchronized void measure(Map<String, Long> now, Ledger ledger, Instant at) {
        double seconds = Duration.between(measuredAt, at).toMillis() / 1000.0;
        // Rates are computed only over 0.5 to 6 s: shorter spans jump, longer ones hide the latest change.
        boolean comparable = seconds >= SHORTEST && seconds <= LONGEST;
        now.forEach((topic, end) ->
                byTopic.put(topic, comparable ? Math.max(0, end - ends.getOrDefault(topic, end)) / seconds : 0.0));
        // Not by the offsets of receipts: their topic also has records of what is in flight.
        long read = ledger.receipts();
        settled = comparable && historyRead ? (read - receipts) / seconds : 0;
        receipts = read;
        historyRead = ledger.percent() == 100;
        ends = now;
        measuredAt = at;
    }

    /** Messages a second by topic. */
    Map<String, Double> byTopic() {
        return byTopic;
    }

    /** Receipts of settled orders a second; 0 while the history is read. */
    double settled() {
        return settled;
    }
}
