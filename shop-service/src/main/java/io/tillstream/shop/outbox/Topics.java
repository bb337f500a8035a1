package io.tillstream.shop.outbox;

import io.tillstream.platform.kafka.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Configures topics that do not exist yet, with a replication that fits the cluster. An existing topic keeps its partitions.
 * Beans that use it are lazy, so that a wrong setting is reported before Kafka is asked.
 */
@Component
public class Topics {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);
    private static final int ANSWER_MILLIS = 5000;

    /** Acknowledged messages are on two brokers, so they survive the loss of one. */
    private static final String IN_SYNC = "2";

    /** With two replicas, requiring two in sync would stop writes whenever a broker restarts. */
    private static final int REPLICATION_FOR_IN_SYNC = 3;

    private final KafkaAdmin kafka;
    private final TopicSettings settings;
    private @Nullable Cluster cluster;

    Topics(KafkaAdmin kafka, TopicSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
    }

    /**
     * @param brokers    their number; 0 when Kafka did not answer
     * @param partitions number of partitions of each existing topic
     */
    private record Cluster(int brokers, Map<String, Integer> partitions) {}

    /**
     * @param partitions for a new topic
     * @param kept       how long its messages are kept
     */
    public TopicBuilder topic(String name, int partitions, Duration kept) {
        Cluster there = cluster();
        TopicBuilder topic = TopicBuilder.name(name)
                .partitions(there.partitions().getOrDefault(name, partitions))
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis()));
        if (there.brokers() == 0) {
            return topic;
        }
        int replication = settings.replication(there.brokers());
        return replication < REPLICATION_FOR_IN_SYNC
                ? topic.replicas(replication)
                : topic.replicas(replication).config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, IN_SYNC);
    }

    /** A topic with as many partitions as are set. */
    public TopicBuilder byPartition(String name, Duration kept) {
        return topic(name, settings.partitions(), kept);
    }

    private synchronized Cluster cluster() {
        if (cluster == null) {
            cluster = look();
        }
        return cluster;
    }

    private Cluster look() {
        Map<String, Object> configuration = new HashMap<>(kafka.getConfigurationProperties());
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        try (Admin admin = Admin.create(configuration)) {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                    .size();
            Set<String> names = admin.listTopics().names().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            Map<String, Integer> partitions = new HashMap<>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
            return new Cluster(brokers, partitions);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.atInfo()
                    .addKeyValue("cause", e.toString())
                    .log(
                            "Kafka does not report its brokers; topics that are created now get Kafka's default replication");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Cluster(0, Map.of());
    }
}
