package io.tillstream.shop.outbox;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/** @param replication on how many brokers each topic is made, 1 to 5; null for 3, or as many as there are brokers */
@ConfigurationProperties("shop.topics")
record TopicSettings(@Nullable Integer replication) {

    private static final int USUAL = 3;
    private static final int MOST = 5;

    TopicSettings {
        Assert.isTrue(
                replication == null || (replication >= 1 && replication <= MOST),
                "TOPICS_REPLICATION is " + replication + "; it takes 1 to " + MOST + ", or leave it out: then it is "
                        + USUAL + ", or as many as there are brokers");
    }

    /** As far as there are brokers for it: one that is away must not stop the start of those that are there. */
    int replication(int brokers) {
        return Math.min(brokers, replication == null ? USUAL : replication);
    }
}
