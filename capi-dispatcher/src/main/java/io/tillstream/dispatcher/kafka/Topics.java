package io.tillstream.dispatcher.kafka;

import io.tillstream.platform.kafka.TopicSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.stereotype.Component;

/**
 * Builds missing topics with the right number of replicas for the cluster, and with the same number of partitions as the topic
 * of orders. Beans that call it are lazy, so that a wrong setting is reported before Kafka is asked.
 */
@Component
public class Topics {

    /** With two in-sync replicas, the loss of one broker loses no acknowledged record. */
    private static final String IN_SYNC = "2";

    private static final int REPLICATION_FOR_IN_SYNC = 3;
    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private final Brokers brokers;
    private final TopicSettings settings;
    private @Nullable Shape shape;

    Topics(Brokers brokers, TopicSettings settings) {
        this.brokers = brokers;
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
        try {
            Brokers.Look look = brokers.look(List.of(TopicNames.ORDERS));
            TopicState orders = look.topics().get(TopicNames.ORDERS);
            return new Shape(look.brokers(), orders == null ? settings.partitions() : orders.partitions());
        } catch (KafkaException e) {
            log.atInfo()
                    .addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("The number of brokers is unknown; new topics get the cluster's default replication");
            return new Shape(0, settings.partitions());
        }
    }
}
