package io.tillstream.sandbox.traffic;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.stereotype.Component;

/** Writes to the topic of orders without the shop. */
@Component
class OrdersTopic {

    private static final String NAME = "shop.order-completed.v1";
    private static final String OF_THE_SHOP = "ce_id";

    private final Map<String, Object> cluster;

    OrdersTopic(Stack stack) {
        this.cluster = Map.of("bootstrap.servers", "localhost:" + stack.ports().kafka());
    }

    /** @throws KafkaException if Kafka does not accept the message */
    void write(String key, byte[] value) throws InterruptedException {
        publish(List.of(new ProducerRecord<>(NAME, key, value)));
    }

    /**
     * Publishes the newest messages of the shop again, unchanged.
     *
     * @throws KafkaException if Kafka does not accept them
     */
    void repeatTheLast(int messages, int times) throws InterruptedException {
        List<ProducerRecord<String, byte[]>> copies = last(messages).stream()
                .filter(each -> each.headers().lastHeader(OF_THE_SHOP) != null)
                .map(each -> new ProducerRecord<>(NAME, each.partition(), each.key(), each.value(), each.headers()))
                .toList();
        for (int time = 0; time < times; time++) {
            publish(copies);
        }
    }

    private void publish(List<ProducerRecord<String, byte[]>> messages) throws InterruptedException {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(cluster, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    messages.stream().map(producer::send).toList();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not accept a message", e.getCause());
        }
    }

    private List<ConsumerRecord<String, byte[]>> last(int messages) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(cluster, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(NAME).stream()
                    .map(each -> new TopicPartition(NAME, each.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            long each = Math.max(1, messages / partitions.size());
            ends.forEach((partition, end) ->
                    consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), end - each)));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }
}
