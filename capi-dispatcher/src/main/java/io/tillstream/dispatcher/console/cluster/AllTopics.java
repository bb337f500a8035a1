package io.tillstream.dispatcher.console.cluster;

import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/** Asks Kafka for the size, settings and age of the system's topics. */
@Component
public class AllTopics {

    private final AdminRequests requests;

    AllTopics(AdminRequests requests) {
        this.requests = requests;
    }

    /** @throws KafkaException when Kafka does not answer */
    public List<TopicFacts> facts() {
        List<TopicPartition> partitions = requests.partitions();
        Map<TopicPartition, ListOffsetsResultInfo> ends = requests.offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> beginnings = requests.offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> oldest = requests.offsets(partitions, OffsetSpec.forTimestamp(0));
        Map<TopicPartition, ListOffsetsResultInfo> newest = requests.offsets(partitions, OffsetSpec.maxTimestamp());
        Map<TopicPartition, Long> sizes = sizes();
        Map<ConfigResource, Config> configs = requests.ask(admin -> admin.describeConfigs(
                        TopicNames.ALL.stream().map(AllTopics::resource).toList())
                .all());
        return TopicNames.ALL.stream()
                .map(topic -> {
                    List<TopicPartition> ofTopic = partitions.stream()
                            .filter(each -> each.topic().equals(topic))
                            .toList();
                    Config config = answer(configs, resource(topic));
                    return new TopicFacts(
                            topic,
                            ofTopic.size(),
                            sum(ofTopic, ends) - sum(ofTopic, beginnings),
                            sum(ofTopic, ends),
                            sizes.isEmpty()
                                    ? -1
                                    : ofTopic.stream()
                                            .mapToLong(each -> sizes.getOrDefault(each, 0L))
                                            .sum(),
                            retention(config),
                            config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                            times(ofTopic, oldest)
                                    .min(Comparator.naturalOrder())
                                    .orElse(null),
                            times(ofTopic, newest)
                                    .max(Comparator.naturalOrder())
                                    .orElse(null));
                })
                .toList();
    }

    private static long sum(List<TopicPartition> partitions, Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        return partitions.stream()
                .mapToLong(each -> answer(offsets, each).offset())
                .sum();
    }

    /** Of partitions that are not empty. */
    private static Stream<Instant> times(
            List<TopicPartition> partitions, Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        return partitions.stream()
                .map(each -> answer(offsets, each).timestamp())
                .filter(timestamp -> timestamp >= 0)
                .map(Instant::ofEpochMilli);
    }

    /** A broker's response covers everything in the request. */
    private static <K, V> V answer(Map<K, V> answers, K about) {
        return Objects.requireNonNull(answers.get(about));
    }

    private static @Nullable Duration retention(Config config) {
        long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
        boolean deletes =
                config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains(TopicConfig.CLEANUP_POLICY_DELETE);
        return deletes && millis >= 0 ? Duration.ofMillis(millis) : null;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** Bytes of all replicas; empty when the brokers do not permit the request. */
    private Map<TopicPartition, Long> sizes() {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        try {
            List<Integer> ids = requests.ask(admin -> admin.describeCluster().nodes()).stream()
                    .map(node -> node.id())
                    .toList();
            for (Map<String, LogDirDescription> ofBroker : requests.ask(
                            admin -> admin.describeLogDirs(ids).allDescriptions())
                    .values()) {
                ofBroker.values()
                        .forEach(folder -> folder.replicaInfos()
                                .forEach((partition, replica) -> sizes.merge(partition, replica.size(), Long::sum)));
            }
        } catch (KafkaException e) {
            // It needs a permission on the cluster (Describe) that a dispatcher may not have.
            return Map.of();
        }
        return sizes;
    }
}
