package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Asks Kafka for the number of its brokers and the state of topics. A failure is a {@link KafkaException}. */
@Component
class Brokers {

    private static final int PATIENCE_MILLIS = 10_000;

    private final KafkaAdmin kafkaAdmin;

    Brokers(KafkaAdmin kafkaAdmin) {
        this.kafkaAdmin = kafkaAdmin;
    }

    /** @return the existing topics of these names, without their settings */
    Look look(Collection<String> names) {
        Admin admin = admin();
        try {
            int brokers = answer(admin.describeCluster().nodes()).size();
            Map<String, TopicState> topics = new HashMap<>();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                    admin.describeTopics(names).topicNameValues().entrySet()) {
                try {
                    topics.put(topic.getKey(), state(answer(topic.getValue())));
                } catch (KafkaException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
            return new Look(brokers, topics);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static TopicState state(TopicDescription topic) {
        return new TopicState(
                topic.partitions().size(),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                Map.of());
    }

    /** @return the same with the settings of the topics */
    Look withSettings(Look look) {
        Admin admin = admin();
        try {
            Map<String, TopicState> topics = new HashMap<>();
            answer(admin.describeConfigs(look.topics().keySet().stream()
                                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                    .toList())
                            .all())
                    .forEach((resource, config) -> {
                        Map<String, String> settings = new HashMap<>();
                        for (ConfigEntry entry : config.entries()) {
                            if (entry.value() != null) {
                                settings.put(entry.name(), entry.value());
                            }
                        }
                        TopicState state = look.topics().get(resource.name());
                        if (state != null) {
                            topics.put(
                                    resource.name(), new TopicState(state.partitions(), state.replication(), settings));
                        }
                    });
            return new Look(look.brokers(), topics);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Creates missing topics, adds partitions, and sets what is different. */
    void apply(Collection<TopicDifference> differences) {
        Admin admin = admin();
        try {
            for (TopicDifference each : differences) {
                String name = each.wanted().name();
                if (each.missing()) {
                    answer(admin.createTopics(List.of(each.wanted())).all());
                }
                if (each.partitions() > 0) {
                    answer(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(each.partitions())))
                            .all());
                }
                if (!each.settings().isEmpty()) {
                    answer(admin.incrementalAlterConfigs(Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, name),
                                    each.settings().entrySet().stream()
                                            .map(setting -> new AlterConfigOp(
                                                    new ConfigEntry(setting.getKey(), setting.getValue()),
                                                    AlterConfigOp.OpType.SET))
                                            .toList()))
                            .all());
                }
            }
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private Admin admin() {
        Map<String, Object> config = new HashMap<>(kafkaAdmin.getConfigurationProperties());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        return Admin.create(config);
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not answer: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka did not answer within " + PATIENCE_MILLIS + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Stopped while waiting for Kafka", e);
        }
    }

    /** @param topics the existing ones of the requested topics, by name */
    record Look(int brokers, Map<String, TopicState> topics) {

        Look {
            topics = Map.copyOf(topics);
        }
    }
}
