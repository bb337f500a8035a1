package io.tillstream.dispatcher.backlog;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads the age of single messages. For one thread at a time. */
final class MessageAge implements AutoCloseable {

    private static final Duration READ = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> reader;
    private final Clock clock;

    MessageAge(ConsumerFactory<byte[], byte[]> consumers, Clock clock) {
        // Only the first message at an offset is needed.
        Properties little = new Properties();
        little.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
        little.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        this.reader = consumers.createConsumer(null, "lag-age", null, little);
        this.clock = clock;
    }

    /** Seconds since the message at an offset was written; empty when the broker does not return it within two seconds. */
    Optional<Double> seconds(TopicPartition partition, long offset) {
        reader.assign(List.of(partition));
        reader.seek(partition, offset);
        long now = clock.millis();
        return reader.poll(READ).records(partition).stream()
                .map(each -> Math.max(0, now - each.timestamp()) / 1000.0)
                .findFirst();
    }

    @Override
    public void close() {
        reader.close();
    }
}
