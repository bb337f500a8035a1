package io.tillstream.dispatcher.console.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Looks into topics. Without a group: nothing is committed, and nobody is disturbed. */
@Component
public class TopicBrowser {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ConsumerFactory<byte[], byte[]> consumers;

    TopicBrowser(ConsumerFactory<byte[], byte[]> consumers) {
        this.consumers = consumers;
    }

    /** The newest messages of a topic, the newest first. */
    public List<Message> newest(String topic, int count) {
        return reading(consumer -> {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            consumer.assign(partitions);
            partitions.forEach(each -> consumer.seek(
                    each, Math.max(beginnings.getOrDefault(each, 0L), ends.getOrDefault(each, 0L) - count)));
            List<Message> found = new ArrayList<>();
            read(consumer, ends, record -> {
                found.add(message(record));
                return false;
            });
            found.sort(Comparator.comparing(Message::written).reversed());
            return List.copyOf(found.subList(0, Math.min(count, found.size())));
        });
    }

    /** The message at an offset; empty when it is gone. */
    public Optional<Message> at(String topic, int partition, long offset) {
        return reading(consumer -> {
            TopicPartition where = new TopicPartition(topic, partition);
            consumer.assign(List.of(where));
            consumer.seek(where, offset);
            List<Message> found = new ArrayList<>();
            read(
                    consumer,
                    Map.of(
                            where,
                            Math.min(
                                    offset + 1,
                                    consumer.endOffsets(List.of(where)).getOrDefault(where, 0L))),
                    record -> {
                        found.add(message(record));
                        return true;
                    });
            return found.stream().filter(message -> message.offset() == offset).findFirst();
        });
    }

    /**
     * Reads partitions from their beginning until enough is found. A partition of 80,000 small messages takes some tenths
     * of a second.
     *
     * @param partitions their numbers; empty for all
     * @param which      told of key and value
     */
    public List<Message> search(String topic, List<Integer> partitions, Sieve which, int most) {
        return reading(consumer -> {
            List<TopicPartition> all = partitions(consumer, topic).stream()
                    .filter(each -> partitions.isEmpty() || partitions.contains(each.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            return sift(consumer, consumer.endOffsets(all), which, most);
        });
    }

    /** Reads a partition from an offset until a message is found; empty when there is none. */
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
        read(consumer, ends, record -> {
            if (which.keeps(record.key(), record.value())) {
                found.add(message(record));
            }
            return found.size() >= most;
        });
        return found;
    }

    /** What a search is for. Keys and values may be null. */
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

    /** Kafka's own exceptions are many; who looks into topics is told one. */
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
        much.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        much.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(8 << 20));
        return consumers.createConsumer(null, "console", null, much);
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** @param enough told of each message; ends the reading by a yes */
    private static void read(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<byte[], byte[]>> enough) {
        long heard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (enough.test(record)) {
                    return;
                }
            }
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                throw new TimeoutException("Kafka gave nothing for " + PATIENCE.toSeconds() + " s");
            }
        }
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
