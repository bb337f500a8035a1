package io.tillstream.dispatcher.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads single records by their position; fastest in the order of their offsets. For one thread. */
final class Places implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Reads on to a record that is so near: it has probably been fetched already. */
    private static final int NEAR = 100;

    private final Consumer<byte[], byte[]> consumer;
    private @Nullable TopicPartition current;

    Places(ConsumerFactory<byte[], byte[]> consumers) {
        Properties one = new Properties();
        one.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        one.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = consumers.createConsumer(null, "places", null, one);
    }

    /**
     * The record at an offset; empty when the record or its topic does not exist any more.
     *
     * @throws KafkaException when Kafka does not answer
     */
    Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
        try {
            return exists(partition) ? read(partition, offset) : Optional.empty();
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new KafkaException("Kafka does not return the record at " + partition + "@" + offset, e);
        }
    }

    private boolean exists(TopicPartition partition) {
        if (partition.equals(current)) {
            return true;
        }
        boolean exists = !partition.topic().isEmpty()
                && consumer.partitionsFor(partition.topic()).stream()
                        .anyMatch(info -> info.partition() == partition.partition());
        if (exists) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            current = partition;
        }
        return exists;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long offset) {
        long position = consumer.position(partition);
        if (offset < position || offset - position > NEAR) {
            consumer.seek(partition, offset);
        }
        long started = System.nanoTime();
        while (System.nanoTime() - started < PATIENCE.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() >= offset) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            if (consumer.position(partition) > offset || ends(partition) <= offset) {
                return Optional.empty();
            }
        }
        throw new KafkaException(
                "Kafka did not return the record at " + partition + "@" + offset + " within " + PATIENCE);
    }

    private long ends(TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
