package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The partitions of a topic that a consumer reads from the beginning. It looks for new ones every minute. */
final class FollowedPartitions {

    static final Duration LOOK_FOR_MORE = Duration.ofMinutes(1);

    private final String topic;
    private final Consumer<?, ?> consumer;
    private final Ends ends;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private long looked;
    private volatile long records;

    FollowedPartitions(String topic, Consumer<?, ?> consumer, Ends ends) {
        this.topic = topic;
        this.consumer = consumer;
        this.ends = ends;
    }

    /** Adds new partitions; the first time all of them. */
    void addNew() {
        long now = System.nanoTime();
        if (!partitions.isEmpty() && now - looked < LOOK_FOR_MORE.toNanos()) {
            return;
        }
        looked = now;
        List<TopicPartition> added = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .filter(partition -> !partitions.contains(partition))
                .toList();
        if (added.isEmpty()) {
            return;
        }
        if (partitions.isEmpty()) {
            records = ends.first(added)
                    - consumer.beginningOffsets(added).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        }
        partitions.addAll(added);
        consumer.assign(partitions);
        consumer.seekToBeginning(added);
    }

    /** Empty as long as no broker knows the topic. */
    List<TopicPartition> all() {
        return Collections.unmodifiableList(partitions);
    }

    /** How many records the topic had when it was found; 0 before. */
    long recordsAtStart() {
        return records;
    }
}
