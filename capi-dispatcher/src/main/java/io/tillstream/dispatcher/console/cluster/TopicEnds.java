package io.tillstream.dispatcher.console.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/** Asks Kafka for the end offsets of the system's topics. */
@Component
public class TopicEnds {

    /** End offsets are read every two seconds, and partitions are added rarely. */
    private static final Duration PARTITIONS_KEPT = Duration.ofMinutes(1);

    private final AdminRequests requests;
    private List<TopicPartition> partitions = List.of();
    private long readAt;

    TopicEnds(AdminRequests requests) {
        this.requests = requests;
    }

    /**
     * The number of messages ever written, by topic.
     *
     * @throws org.springframework.kafka.KafkaException when Kafka does not answer
     */
    public Map<String, Long> byTopic() {
        Map<String, Long> ends = new HashMap<>();
        requests.offsets(partitions(), OffsetSpec.latest())
                .forEach((partition, offset) -> ends.merge(partition.topic(), offset.offset(), Long::sum));
        return ends;
    }

    private synchronized List<TopicPartition> partitions() {
        long now = System.nanoTime();
        if (partitions.isEmpty() || now - readAt > PARTITIONS_KEPT.toNanos()) {
            partitions = requests.partitions();
            readAt = now;
        }
        return partitions;
    }
}
