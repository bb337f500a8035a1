package io.tillstream.dispatcher.console.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.kafka.TopicReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads messages of topics, without a consumer group: it commits nothing and causes no rebalance. */
@Component
public class TopicBrowser {

    private final ConsumerFactory<byte[], byte[]> consumers;

    TopicBrowser(ConsumerFactory<byte[], byte[]> consumers) {
        this.consumers = consumers;
    }

    /** The newest messages of a topic, the newest first. */
    public List<Message> newest(String topic, int count) {
        return reading(consumer -> {
            List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            consumer.assign(partitions);
            partitions.forEach(each -> consumer.seek(
                    each, Math.max(beginnings.getOrDefault(each, 0L), ends.getOrDefault(each, 0L) - count)));
            List<Message> found = new ArrayList<>();
            TopicReader.readTo(consumer, ends, TopicReader.PATIENCE, record -> {
                found.add(message(record));
                return true;
            });
            found.sort(Comparator.comparing(Message::written).reversed());
            return List.copyOf(found.subList(0, Math.min(count, found.size())));
        });
    }

    /** The message at an offset; empty when Kafka no longer has it. */
    public Optional<Message> at(String topic, int partition, long offset) {
        return reading(consumer -> {
            TopicPartition where = new TopicPartition(topic, partition);
            consumer.assign(List.of(where));
            consumer.seek(where, offset);
            List<Message> found = new ArrayList<>();
            Map<TopicPartition, Long> end = consumer.endOffsets(List.of(where));
            TopicReader.readTo(
                    consumer,
                    Map.of(where, Math.min(offset + 1, end.getOrDefault(where, 0L))),
                    TopicReader.PATIENCE,
                    record -> {
                        found.add(message(record));
                        return false;
                    });
            return found.stream().filter(message -> message.offset() == offset).findFirst();
        });
    }

    /**
     * Reads partitions from their beginning until enough messages are found. A partition of 80,000 small messages takes a
     * few tenths of a second.
     *
     * @param partitions their numbers; empty for all
     * @param which      called with key and value
     */
    public List<Message> search(String topic, List<Integer> partitions, Sieve which, int most) {
        return reading(consumer -> {
            List<TopicPartition> all = TopicReader.partitions(consumer, topic).stream()
                    .filter(each -> partitions.isEmpty() || partitions.contains(each.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            return sift(consumer, consumer.endOffsets(all), which, most);
        });
    }

    /** Reads a partition from an offset until a message is found; empty when none is found. */
    public Optional<Message> firstFrom(String topic, int partition, long offset, Sieve which) {
        return reading(consumer -> {
            List<TopicPartition> where = List.of(new TopicPartition(topic, partition));
            consumer.assign(where);
            consumer.seek(where.getFirst(), offset);
            return sift(consumer, consumer.endOffsets(where), which, 1).stream().findFirst();
        });
    }

    private static List<Message> sift(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Sieve which, int most) {
        List<Message> found = new ArrayList<>();
        TopicReader.readTo(consumer, ends, TopicReader.PATIENCE, record -> {
            if (which.keeps(record.key(), record.value())) {
                found.add(message(record));
            }
            return found.size() < most;
        });
        return found;
    }

    /** Decides by key and value, both of which may be null, whether a search returns a message. */
    public interface Sieve {
        boolean keeps(byte @org.jspecify.annotations.Nullable [] key, byte @org.jspecify.annotations.Nullable [] value);
    }

    /** The partition to which a producer sends a key. */
    public int partition(String topic, String key) {
        return reading(consumer -> {
            return BuiltInPartitioner.partitionForKey(
                    key.getBytes(UTF_8), consumer.partitionsFor(topic).size());
        });
    }

    /** Throws one exception of Spring's for all of Kafka's. */
    private <T> T reading(Function<Consumer<byte[], byte[]>, T> work) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return work.apply(consumer);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new KafkaException("Kafka did not answer: " + e, e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Properties much = new Properties();
        much.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        much.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(TopicReader.PATIENCE.toMillis()));
        much.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(8 << 20));
        return consumers.createConsumer(null, "console", null, much);
    }

    private static Message message(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header ->
                        headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8)));
        return new Message(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? "" : new String(record.key(), UTF_8),
                headers,
                record.value());
    }
}
