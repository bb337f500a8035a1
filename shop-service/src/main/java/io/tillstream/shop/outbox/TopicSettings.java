package io.tillstream.shop.outbox;

import io.tillstream.shop.connection.TopicPrefix;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param prefix      before every topic's name; only the environment variable sets it
 * @param partitions  number of partitions of the topic of orders when it is created, 1 to 1000
 * @param replication replication factor of new topics, 1 to 5; null for 3, or the number of brokers if there are fewer
 */
@ConfigurationProperties("shop.topics")
record TopicSettings(
        @DefaultValue("") String prefix,
        @DefaultValue("12") int partitions,
        @Nullable Integer replication) {

    private static final int USUAL = 3;
    private static final int MOST = 5;
    private static final int MOST_PARTITIONS = 1000;

    TopicSettings {
        Assert.isTrue(
                prefix.equals(TopicPrefix.of("")),
                "shop.topics.prefix is '" + prefix + "'; only the environment variable TOPICS_PREFIX sets it");
        Assert.isTrue(
                partitions >= 1 && partitions <= MOST_PARTITIONS,
                "TOPICS_PARTITIONS is " + partitions + "; it must be 1 to " + MOST_PARTITIONS);
        Assert.isTrue(
                replication == null || (replication >= 1 && replication <= MOST),
                "TOPICS_REPLICATION is " + replication + "; it must be 1 to " + MOST + ". Without it the factor is "
                        + USUAL + ", or the number of brokers if there are fewer");
    }

    /** At most the number of brokers: a stopped broker must not keep the shop from starting. */
    int replication(int brokers) {
        return Math.min(brokers, replication == null ? USUAL : replication);
    }
}
