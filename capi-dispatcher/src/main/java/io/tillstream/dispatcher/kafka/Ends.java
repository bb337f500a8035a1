package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * When a consumer last knew all of its partitions: it asks where they end, and knew all that there was at that moment
 * once it has read as far. A broker that gives nothing looks like a topic that does not grow; only this tells them apart.
 */
final class Ends {

    private static final Duration ASK = Duration.ofSeconds(2);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Consumer<?, ?> consumer;
    /** Where the partitions ended at {@code askedAt}; empty once that was reached. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private long askedAt;
    private long askedAgainAt;
    private volatile long knewAt = System.nanoTime();

    Ends(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Asks for the first time, with the patience of the consumer. */
    long first(Collection<TopicPartition> partitions) {
        askedAt = System.nanoTime();
        askedAgainAt = askedAt;
        ends.putAll(consumer.endOffsets(partitions));
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * To be called after each poll.
     *
     * @return whether it was found out just now that all is known
     */
    boolean reached(Collection<TopicPartition> partitions) {
        ask(partitions);
        if (ends.isEmpty()
                || ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            return false;
        }
        ends.clear();
        knewAt = askedAt;
        return true;
    }

    private void ask(Collection<TopicPartition> partitions) {
        long now = System.nanoTime();
        if (ends.isEmpty() && now - askedAt >= ASK.toNanos()) {
            ends.putAll(consumer.endOffsets(partitions, ANSWER));
            askedAt = now;
            askedAgainAt = now;
        } else if (!ends.isEmpty() && now - askedAgainAt >= ASK_AGAIN.toNanos()) {
            askedAgainAt = now;
            Map<TopicPartition, Long> newer = consumer.endOffsets(partitions, ANSWER);
            // A topic that was made anew may never be as long again as it was.
            ends.replaceAll((partition, end) -> Math.min(end, newer.getOrDefault(partition, end)));
        }
    }

    /** Time since the moment of which all is known. */
    Duration behind() {
        return Duration.ofNanos(System.nanoTime() - knewAt);
    }
}
