package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads partitions to where they end now. Without a group: nothing is committed, and no other consumer notices. */
public final class TopicReader {

    /** How long Kafka may return no record though there are some. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration POLL = Duration.ofMillis(200);

    private TopicReader() {}

    /** All partitions of a topic. */
    public static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /**
     * Reads from the beginning of some partitions to their present end; the older records of a partition come first.
     *
     * @param goOn called with every record, tombstones as well; ends the reading when it returns false
     * @throws KafkaException as {@link #readTo}
     */
    public static void readAll(
            Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        readTo(consumer, ends, PATIENCE, goOn);
    }

    /**
     * Reads from the positions of a consumer.
     *
     * @param ends     the offset behind the last record to read, by partition
     * @param patience how long Kafka may return no record
     * @param goOn     called with every record; ends the reading when it returns false
     * @throws KafkaException when Kafka does not answer, or returns nothing for longer than its patience
     */
    public static void readTo(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Duration patience,
            Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        long heard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (!goOn.test(record)) {
                    return;
                }
            }
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > patience.toNanos()) {
                throw new TimeoutException("Kafka returned no record for " + patience.toSeconds() + " s");
            }
        }
    }
}
