package io.tillstream.dispatcher.kafka;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * @param replication number of replicas of each partition, 1 to 5; null for 3, or for the number of brokers if it is less
 */
@ConfigurationProperties("dispatcher.topics")
record TopicSettings(@Nullable Integer replication) {

    private static final int USUAL = 3;
    private static final int MOST = 5;

    TopicSettings {
        Assert.isTrue(
                replication == null || (replication >= 1 && replication <= MOST),
                "dispatcher.topics.replication is " + replication + "; it must be 1 to " + MOST
                        + ", or left out: then it is " + USUAL + ", or the number of brokers if it is less");
    }

    /** For new topics: never more than the present brokers, as a broker that is down must not prevent the start. */
    int replication(int brokers) {
        return Math.min(brokers, replication == null ? USUAL : replication);
    }

    /** For the check: the setting; without it, what the present brokers allow. */
    int wanted(int brokers) {
        return replication == null ? replication(brokers) : replication;
    }
}
