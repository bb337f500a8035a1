package io.tillstream.dispatcher.kafka;

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
 * How topics are made that are not there yet: on as many brokers as is right for the cluster, and with as many partitions
 * as the topic of orders has. Beans that ask it are lazy, so that a wrong setting is told before Kafka is asked.
 */
@Component
public class Topics {

    /** A broker that is gone for good takes nothing with it that was acknowledged. */
    private static final String IN_SYNC = "2";

    private static final int REPLICATION_FOR_IN_SYNC = 3;
    private static final int PARTITIONS = 12;
    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private final Brokers brokers;
    private final TopicSettings settings;
    private @Nullable Shape shape;

    Topics(Brokers brokers, TopicSettings settings) {
        this.brokers = brokers;
        this.settings = settings;
    }

    /**
     * @param brokers    how many there are; 0 when they do not say
     * @param partitions of the topic of orders; what it is made with when it is not there
     */
    private record Shape(int brokers, int partitions) {}

    /** A topic that every instance reads whole, and that has one order of its records. */
    public TopicBuilder small(String name, Duration kept) {
        return topic(name, kept).partitions(1);
    }

    /** A topic that is read by partition: as many as the topic of orders has; that one itself as it is, or 12. */
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
        // With two copies, two in sync would mean that no broker may ever rest.
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
            return new Shape(look.brokers(), orders == null ? PARTITIONS : orders.partitions());
        } catch (KafkaException e) {
            log.atInfo()
                    .addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("Kafka does not say how many brokers it has; topics that are made now get its own default");
            return new Shape(0, PARTITIONS);
        }
    }
}
