package io.tillstream.shop.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param bootstrapServers Kafka brokers to connect to first, as host:port separated by commas
 * @param pollInterval     pause of the relay when nothing is stored; also the pause after a failure
 * @param batchSize        rows sent in one transaction, 1 to 10000
 */
@ConfigurationProperties("shop.outbox")
record OutboxSettings(
        String bootstrapServers,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("500") int batchSize) {

    OutboxSettings {
        Assert.hasText(
                bootstrapServers,
                "KAFKA_BOOTSTRAP_SERVERS is missing. Set it to one or more brokers, such as broker-1:9092,broker-2:9092");
        Assert.isTrue(
                batchSize >= 1 && batchSize <= 10_000,
                "shop.outbox.batch-size is " + batchSize + "; it must be 1 to 10000");
        Assert.isTrue(pollInterval.isPositive(), "shop.outbox.poll-interval must be longer than zero");
    }
}
