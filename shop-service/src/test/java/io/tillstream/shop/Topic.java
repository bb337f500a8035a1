package io.tillstream.shop;

import io.tillstream.backing.Backing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all messages that a topic has at this moment. */
public final class Topic {

    private Topic() {}

    public static List<ConsumerRecord<String, byte[]>> read(
            String name, Predicate<ConsumerRecord<String, byte[]>> which) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                Backing.kafka(),
                "group.id",
                UUID.randomUUID().toString());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (which.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }
}
