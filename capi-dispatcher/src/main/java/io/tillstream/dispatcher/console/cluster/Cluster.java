package io.tillstream.dispatcher.console.cluster;

import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Asks the brokers. Every question has ten seconds; one that fails is a {@link KafkaException} with the cause. */
@Component
public class Cluster implements DisposableBean {

    private static final long PATIENCE = 10;
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    private final KafkaAdmin kafkaAdmin;
    private @Nullable Admin admin;
    private List<TopicPartition> known = List.of();
    private Set<String> knownOf = Set.of();
    private long knownAt;

    Cluster(KafkaAdmin kafkaAdmin) {
        this.kafkaAdmin = kafkaAdmin;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafkaAdmin.getConfigurationProperties());
        }
        return admin;
    }

    /** Who consumes, and what each of them holds; empty when nobody does. */
    public List<Member> members(String groupId) {
        try {
            return answer(admin().describeConsumerGroups(List.of(groupId)).all()).values().stream()
                    .flatMap(group -> group.members().stream())
                    .map(Cluster::member)
                    .sorted(Comparator.comparing(Member::client))
                    .toList();
        } catch (KafkaException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private static Member member(MemberDescription member) {
        return new Member(
                member.clientId(),
                member.host().replace("/", ""),
                member.assignment().topicPartitions().stream()
                        .map(TopicPartition::partition)
                        .sorted()
                        .toList());
    }

    /** How many messages were ever written, by topic. */
    public Map<String, Long> ends(Collection<String> topics) {
        Map<String, Long> ends = new HashMap<>();
        offsets(lately(topics), OffsetSpec.latest())
                .forEach((partition, offset) -> ends.merge(partition.topic(), offset.offset(), Long::sum));
        return ends;
    }

    /** All topics of the house. */
    public List<TopicFacts> topics() {
        List<TopicPartition> partitions = partitions(TopicNames.ALL);
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> beginnings = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> oldest = offsets(partitions, OffsetSpec.forTimestamp(0));
        Map<TopicPartition, ListOffsetsResultInfo> newest = offsets(partitions, OffsetSpec.maxTimestamp());
        Map<TopicPartition, Long> sizes = sizes();
        Map<ConfigResource, Config> configs = answer(admin().describeConfigs(
                        TopicNames.ALL.stream().map(Cluster::resource).toList())
                .all());
        return TopicNames.ALL.stream()
                .map(topic -> {
                    List<TopicPartition> mine = partitions.stream()
                            .filter(each -> each.topic().equals(topic))
                            .toList();
                    Config config = asked(configs, resource(topic));
                    return new TopicFacts(
                            topic,
                            mine.size(),
                            sum(mine, ends) - sum(mine, beginnings),
                            sum(mine, ends),
                            sizes.isEmpty()
                                    ? -1
                                    : mine.stream()
                                            .mapToLong(each -> sizes.getOrDefault(each, 0L))
                                            .sum(),
                            retention(config),
                            config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                            times(mine, oldest).min(Comparator.naturalOrder()).orElse(null),
                            times(mine, newest).max(Comparator.naturalOrder()).orElse(null));
                })
                .toList();
    }

    private static long sum(List<TopicPartition> partitions, Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        return partitions.stream()
                .mapToLong(each -> asked(offsets, each).offset())
                .sum();
    }

    /** Of partitions that are not empty. */
    private static Stream<Instant> times(
            List<TopicPartition> partitions, Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        return partitions.stream()
                .map(each -> asked(offsets, each).timestamp())
                .filter(timestamp -> timestamp >= 0)
                .map(Instant::ofEpochMilli);
    }

    /** The broker answers about everything that it was asked about, or not at all. */
    private static <K, V> V asked(Map<K, V> answers, K about) {
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

    /** Empty when the broker does not let us know. */
    private Map<TopicPartition, Long> sizes() {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        try {
            List<Integer> brokers = answer(admin().describeCluster().nodes()).stream()
                    .map(node -> node.id())
                    .toList();
            for (Map<String, LogDirDescription> ofBroker :
                    answer(admin().describeLogDirs(brokers).allDescriptions()).values()) {
                ofBroker.values()
                        .forEach(folder -> folder.replicaInfos()
                                .forEach((partition, replica) -> sizes.merge(partition, replica.size(), Long::sum)));
            }
        } catch (KafkaException e) {
            // To ask for it takes a right on the cluster that a dispatcher need not have.
            return Map.of();
        }
        return sizes;
    }

    private Map<String, TopicDescription> describe(Collection<String> topics) {
        return answer(admin().describeTopics(topics).allTopicNames());
    }

    /** Partitions as they were within the last minute: they are asked for every two seconds, and hardly ever change. */
    private synchronized List<TopicPartition> lately(Collection<String> topics) {
        long now = System.nanoTime();
        if (known.isEmpty() || !knownOf.equals(Set.copyOf(topics)) || now - knownAt > KNOWN_FOR.toNanos()) {
            known = partitions(topics);
            knownOf = Set.copyOf(topics);
            knownAt = now;
        }
        return known;
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        return describe(topics).values().stream()
                .flatMap(topic ->
                        topic.partitions().stream().map(each -> new TopicPartition(topic.name(), each.partition())))
                .toList();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        return answer(admin().listOffsets(asked).all());
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not answer: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka did not answer within " + PATIENCE + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Stopped while waiting for Kafka", e);
        }
    }

    @Override
    public synchronized void destroy() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
