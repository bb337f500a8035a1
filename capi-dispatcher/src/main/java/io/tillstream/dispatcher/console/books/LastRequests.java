package io.tillstream.dispatcher.console.books;

import java.util.LinkedHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;

/** Counts the events of the newest accepted requests: the receipts of one request have the same fbtrace id. */
final class LastRequests {

    private static final int REMEMBERED = 1000;

    private final Map<String, Long> events = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void accepted(String fbtraceId) {
        events.merge(fbtraceId, 1L, Long::sum);
    }

    synchronized Batches batches() {
        LongSummaryStatistics sizes =
                events.values().stream().mapToLong(Long::longValue).summaryStatistics();
        return sizes.getCount() == 0
                ? new Batches(0, 0, 0, 0)
                : new Batches(sizes.getCount(), sizes.getAverage(), sizes.getMin(), sizes.getMax());
    }
}
