package io.tillstream.dispatcher.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The records that Kafka keeps. */
final class SimulatedLog {

    static final int PARTITIONS = 12;

    private final SimulatedClock clock;
    private final Map<String, List<List<ConsumerRecord<byte[], byte[]>>>> topics = new TreeMap<>();

    SimulatedLog(SimulatedClock clock) {
        this.clock = clock;
    }

    RecordMetadata append(ProducerRecord<?, byte[]> record) {
        byte[] key = record.key() instanceof String text ? text.getBytes(UTF_8) : (byte[]) record.key();
        int number = record.partition() != null
                ? record.partition()
                : Math.floorMod(Arrays.hashCode(key), partitions(record.topic()));
        List<ConsumerRecord<byte[], byte[]>> partition = topic(record.topic()).get(number);
        long timestamp = record.timestamp() == null ? clock.instant().toEpochMilli() : record.timestamp();
        long offset = partition.size();
        partition.add(new ConsumerRecord<>(
                record.topic(),
                number,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                record.value() == null ? -1 : record.value().length,
                key,
                record.value(),
                new RecordHeaders(record.headers()),
                Optional.empty()));
        return new RecordMetadata(new TopicPartition(record.topic(), number), offset, 0, timestamp, 0, 0);
    }

    List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long from, int most) {
        List<ConsumerRecord<byte[], byte[]>> all = topic(partition.topic()).get(partition.partition());
        int begin = (int) Math.min(from, all.size());
        return new ArrayList<>(all.subList(begin, Math.min(all.size(), begin + most)));
    }

    long end(TopicPartition partition) {
        return topic(partition.topic()).get(partition.partition()).size();
    }

    void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        topic(topic).forEach(partition -> List.copyOf(partition).forEach(each));
    }

    Iterable<String> topics() {
        return topics.keySet();
    }

    int partitions(String topic) {
        return topic(topic).size();
    }

    private List<List<ConsumerRecord<byte[], byte[]>>> topic(String name) {
        return topics.computeIfAbsent(name, each -> {
            boolean one = name.equals("capi.attempts.v1")
                    || name.equals("capi.operator-actions.v1")
                    || name.equals("shop.consent-withdrawn.v1");
            List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
            for (int partition = 0; partition < (one ? 1 : PARTITIONS); partition++) {
                partitions.add(new ArrayList<>());
            }
            return partitions;
        });
    }
}
