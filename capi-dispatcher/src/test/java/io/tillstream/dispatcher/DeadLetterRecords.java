package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Reads and writes dead letters as they lie on their topic. */
record DeadLetterRecords(String kafka) {

    private static final String TOPIC = "capi.dead-letters.v1";

    /** The dead letters of a key, the oldest first. */
    List<ConsumerRecord<String, String>> of(String key) {
        return all(TOPIC).stream().filter(record -> key.equals(record.key())).toList();
    }

    /** Why an order was dead-lettered first; null when it was not. */
    @Nullable
    String reason(String key) {
        List<ConsumerRecord<String, String>> letters = of(key);
        return letters.isEmpty()
                ? null
                : header(letters.getFirst(), "dead-letter-reason").getFirst();
    }

    /** The values of all headers of the first dead letter of a key. */
    String headers(String key) {
        return StreamSupport.stream(of(key).getFirst().headers().spliterator(), false)
                .map(header -> new String(header.value(), UTF_8))
                .toList()
                .toString();
    }

    static List<String> header(ConsumerRecord<String, String> record, String name) {
        return StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .map(header -> new String(header.value(), UTF_8))
                .toList();
    }

    /** All records of a topic. */
    List<ConsumerRecord<String, String>> all(String topic) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    /** Writes a dead letter of an order that Meta refused, from a given topic. */
    void write(String eventId, String message, String topic) throws Exception {
        Map<String, String> headers = Map.of(
                "reason", "refused",
                "receipt", eventId,
                "detail", "Missing value",
                "code", "100",
                "subcode", "0",
                "fbtrace-id", "",
                "topic", topic,
                "partition", "0",
                "offset", "0",
                "at", Instant.now().toString());
        ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, eventId, message);
        headers.forEach((name, value) -> record.headers().add("dead-letter-" + name, value.getBytes(UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        }
    }
}
