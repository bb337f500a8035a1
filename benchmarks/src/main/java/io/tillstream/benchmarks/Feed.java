package io.tillstream.benchmarks;

import io.tillstream.benchmarks.order.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates topics and publishes orders. */
final class Feed implements AutoCloseable {

    static final int PARTITIONS = 12;

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    Feed(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        // As in shop-service.
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "compression.type", "zstd",
                        "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Creates topics once the broker answers. */
    void create(List<String> topics, int partitions) {
        await(admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic, partitions, (short) 1))
                        .toList())
                .all());
    }

    /** Publishes orders. Returns when the broker has acknowledged all of them. */
    void publish(String topic, List<Orders.Message> orders) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(orders.size());
        for (Orders.Message order : orders) {
            sent.add(producer.send(new ProducerRecord<>(topic, null, order.key(), order.value(), order.headers())));
        }
        producer.flush();
        sent.forEach(each -> {
            RecordMetadata at = await(each);
            ends.merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max);
        });
    }

    /** Whether a group has committed all published offsets of a topic. */
    boolean committed(String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream()
                .filter(end -> end.getKey().topic().equals(topic))
                .allMatch(end -> {
                    OffsetAndMetadata done = committed.get(end.getKey());
                    return done != null && done.offset() >= end.getValue();
                });
    }

    private static <T> T await(KafkaFuture<T> answer) {
        return await((Future<T>) answer.toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new BenchmarkProblem("The broker refused the request: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkProblem("Interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        admin.close(Duration.ofSeconds(5));
    }
}
