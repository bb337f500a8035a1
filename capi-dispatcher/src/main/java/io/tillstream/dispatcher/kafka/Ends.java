package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * When a consumer last knew its whole topic: it asks for the ends of the partitions, and knows everything up to that moment
 * once it has read to them. Only so a broker that returns nothing can be told from a topic that does not grow.
 */
final class Ends {

    private static final Duration ASK = Duration.ofSeconds(2);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Consumer<?, ?> consumer;
    /** Ends of the partitions at {@code askedAt}; empty once they are reached. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private long askedAt;
    private long askedAgainAt;
    private volatile long knewAt = System.nanoTime();

    Ends(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Asks for the first time, with the consumer's default timeout; returns the sum of the ends. */
    long first(Collection<TopicPartition> partitions) {
        askedAt = System.nanoTime();
        askedAgainAt = askedAt;
        ends.putAll(consumer.endOffsets(partitions));
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Called before the first poll, and after each one.
     *
     * @return whether the last requested ends are reached just now
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
            // A topic that was deleted and created again may never become as long as before.
            ends.replaceAll((partition, end) -> Math.min(end, newer.getOrDefault(partition, end)));
        }
    }

    /** Time since the moment up to which everything is known. */
    Duration behind() {
        return Duration.ofNanos(System.nanoTime() - knewAt);
    }
}
