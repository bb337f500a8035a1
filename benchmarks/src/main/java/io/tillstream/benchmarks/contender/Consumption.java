package io.tillstream.benchmarks.contender;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The loop of every contender except the dispatcher: no group, no commit, no state. */
final class Consumption {

    private static final int PARTITIONS = 12;

    private Consumption() {}

    /** Processes up to a thousand messages. */
    interface Work {
        void on(ConsumerRecords<byte[], byte[]> batch) throws Exception;
    }

    /**
     * Reads from the beginning until the process ends.
     *
     * @param threads each has an equal share of the partitions and its own work, so one request in flight
     */
    static void run(Setting setting, int threads, Supplier<Work> work) {
        for (int thread = 0; thread < threads; thread++) {
            int share = thread;
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .filter(partition -> partition % threads == share)
                    .mapToObj(partition -> new TopicPartition(setting.topic(), partition))
                    .toList();
            new Thread(() -> read(setting, partitions, work.get())).start();
        }
    }

    private static void read(Setting setting, List<TopicPartition> partitions, Work work) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", setting.bootstrapServers(), "max.poll.records", 1000, "enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofSeconds(1));
                if (!batch.isEmpty()) {
                    work.on(batch);
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
