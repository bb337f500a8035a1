package io.tillstream.shop.outbox;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/** @param replication replication factor of new topics, 1 to 5; null for 3, or the number of brokers if there are fewer */
@ConfigurationProperties("shop.topics")
record TopicSettings(@Nullable Integer replication) {

    private static final int USUAL = 3;
    private static final int MOST = 5;

    TopicSettings {
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
