package io.tillstream.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Builds missing topics with the right number of replicas for the cluster, and with the same number of partitions as the topic
 * of orders. Beans that call it are lazy, so that a wrong setting is reported before Kafka is asked.
 */
public class Topics {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);
    private static final int PATIENCE_MILLIS = 10_000;

    /** With two in-sync replicas, the loss of one broker loses no acknowledged record. */
    private static final String IN_SYNC = "2";

    private static final int REPLICATION_FOR_IN_SYNC = 3;

    private final KafkaAdmin kafka;
    private final TopicSettings settings;
    private @Nullable Shape shape;

    Topics(KafkaAdmin kafka, TopicSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
    }

    /**
     * @param brokers    number of brokers; 0 when it is not known
     * @param partitions number of partitions of the topic of orders, or its initial number when it does not exist
     */
    private record Shape(int brokers, int partitions) {}

    /** A topic with one partition, which every instance reads completely. */
    public TopicBuilder small(String name, Duration kept) {
        return topic(name, kept).partitions(1);
    }

    /** A topic with the same number of partitions as the topic of orders; when that does not exist, as set. */
    public TopicBuilder byPartition(String name, Duration kept) {
        return topic(name, kept).partitions(shape().partitions());
    }

    private TopicBuilder topic(String name, Duration kept) {
        TopicBuilder topic =
                TopicBuilder.name(name).config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis()));
        if (shape().brokers() == 0) {
            return topic;
        }
        int replication = settings.replication(shape().brokers());
        // With two replicas and two in sync, the topic would stop whenever one broker is down.
        return replication < REPLICATION_FOR_IN_SYNC
                ? topic.replicas(replication)
                : topic.replicas(replication).config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, IN_SYNC);
    }

    private synchronized Shape shape() {
        if (shape == null) {
            shape = look();
        }
        return shape;
    }

    private Shape look() {
        Map<String, Object> configuration = new HashMap<>(kafka.getConfigurationProperties());
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (Admin admin = Admin.create(configuration)) {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .size();
            return new Shape(brokers, partitions(admin));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.atInfo()
                    .addKeyValue("cause", e.toString())
                    .log("The number of brokers is unknown; new topics get the cluster's default replication");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Shape(0, settings.partitions());
    }

    private int partitions(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return admin
                    .describeTopics(List.of(SharedTopics.ORDERS))
                    .allTopicNames()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .mapToInt(topic -> topic.partitions().size())
                    .findFirst()
                    .orElseGet(settings::partitions);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof AuthorizationException) {
                return settings.partitions();
            }
            throw e;
        }
    }
}
