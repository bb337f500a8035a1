package io.tillstream.dispatcher.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param bootstrapServers Kafka brokers to start from, host:port with commas between
 * @param groupId          consumer group; every dispatcher that shares the work has the same
 * @param concurrency      requests to Meta in flight at once, 1 to 12
 * @param firstRetry       wait before a batch that Meta did not accept is sent again; doubles each time
 * @param longestRetry     up to this
 * @param lagInterval      how often the lag is measured
 */
@ConfigurationProperties("dispatcher.intake")
record IntakeSettings(
        String bootstrapServers,
        @DefaultValue("capi-dispatcher") String groupId,
        @DefaultValue("2") int concurrency,
        @DefaultValue("500ms") Duration firstRetry,
        @DefaultValue("30s") Duration longestRetry,
        @DefaultValue("5s") Duration lagInterval) {

    IntakeSettings {
        Assert.hasText(
                bootstrapServers,
                "KAFKA_BOOTSTRAP_SERVERS is missing. Set it to the brokers to start from, such as broker-1:9092,broker-2:9092");
        Assert.isTrue(
                concurrency >= 1 && concurrency <= 12,
                "dispatcher.intake.concurrency is " + concurrency + "; it takes 1 to 12, the number of partitions");
        Assert.isTrue(
                firstRetry.isPositive() && longestRetry.compareTo(firstRetry) >= 0,
                "dispatcher.intake.longest-retry must be at least first-retry, and that longer than zero");
    }
}
