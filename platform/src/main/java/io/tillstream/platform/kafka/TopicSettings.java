package io.tillstream.platform.kafka;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How both services create topics.
 *
 * @param prefix      before every topic's name; only the environment variable sets it
 * @param partitions  number of partitions of the topic of orders when it is created, 1 to 1000
 * @param replication number of replicas of each partition, 1 to 5; null for 3, or for the number of brokers if it is less
 */
@ConfigurationProperties("tillstream.topics")
public record TopicSettings(
        @DefaultValue("") String prefix,
        @DefaultValue("12") int partitions,
        @Nullable Integer replication) {

    private static final int USUAL = 3;
    private static final int MOST = 5;
    private static final int MOST_PARTITIONS = 1000;

    public TopicSettings {
        Assert.isTrue(
                prefix.equals(TopicPrefix.of("")),
                "tillstream.topics.prefix is '" + prefix + "'; only the environment variable TOPICS_PREFIX sets it");
        Assert.isTrue(
                partitions >= 1 && partitions <= MOST_PARTITIONS,
                "TOPICS_PARTITIONS is " + partitions + "; it must be 1 to " + MOST_PARTITIONS);
        Assert.isTrue(
                replication == null || (replication >= 1 && replication <= MOST),
                "TOPICS_REPLICATION is " + replication + "; it must be 1 to " + MOST + ", or left out: then it is "
                        + USUAL + ", or the number of brokers if it is less");
    }

    /**
     * The replication factor of a topic: as set; if it is not set, what the present brokers allow. Kafka creates no topic with
     * more replicas than it has brokers, so a set number also waits for the brokers.
     */
    public int replication(int brokers) {
        return replication == null ? Math.min(brokers, USUAL) : replication;
    }
}
