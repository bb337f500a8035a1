package io.tillstream.dispatcher.kafka;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * @param replication on how many brokers each partition is to be, 1 to 5; null for 3, or as many as there are brokers
 */
@ConfigurationProperties("dispatcher.topics")
record TopicSettings(@Nullable Integer replication) {

    private static final int USUAL = 3;
    private static final int MOST = 5;

    TopicSettings {
        Assert.isTrue(
                replication == null || (replication >= 1 && replication <= MOST),
                "dispatcher.topics.replication is " + replication + "; it takes 1 to " + MOST
                        + ", or leave it out: then it is " + USUAL + ", or as many as there are brokers");
    }

    /** As far as there are brokers for it: one that is away must not stop the start of those that are there. */
    int replication(int brokers) {
        return Math.min(brokers, replication == null ? USUAL : replication);
    }

    /** What was asked for by the setting; else as much as there are brokers for. */
    int wanted(int brokers) {
        return replication == null ? replication(brokers) : replication;
    }
}
