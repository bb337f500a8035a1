package io.tillstream.dispatcher.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * @param bootstrapServers Kafka brokers to connect to first, as host:port separated by commas
 * @param groupId          consumer group, the same for all dispatchers that share the work
 * @param groupProtocol    classic, where a crash is noticed after {@code sessionTimeout}; or consumer, where it is noticed
 *     after the broker's {@code group.consumer.session.timeout.ms}, 45 s by default
 * @param instanceId       Kafka's {@code group.instance.id}, unique in the group, and the instance's name in the console. An
 *     instance that restarts with the same one within {@code sessionTimeout} gets its partitions back without a rebalance;
 *     until then nobody else gets them, not even after an orderly stop. Null for none: an orderly stop then gives them to
 *     the others at once. The consumer protocol ignores it
 * @param sessionTimeout   how long an instance may be silent before its partitions go to others
 * @param concurrency      requests to Meta in flight at once, 1 to 12
 * @param batchTime        how long one batch may take before the rest of it is polled again: 5 seconds to 2 minutes, well
 *     below the five minutes after which Kafka gives its partitions to others
 * @param lagInterval      how often the lag is measured
 */
@ConfigurationProperties("dispatcher.intake")
record IntakeSettings(
        String bootstrapServers,
        @DefaultValue("capi-dispatcher") String groupId,
        @DefaultValue("classic") String groupProtocol,
        @Nullable String instanceId,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("2") int concurrency,
        @DefaultValue("30s") Duration batchTime,
        @DefaultValue("5s") Duration lagInterval) {

    IntakeSettings {
        Assert.hasText(
                bootstrapServers,
                "KAFKA_BOOTSTRAP_SERVERS is missing. Set it to some brokers, such as broker-1:9092,broker-2:9092");
        Assert.isTrue(
                groupProtocol.equals("classic") || groupProtocol.equals("consumer"),
                "dispatcher.intake.group-protocol is '" + groupProtocol + "'; it must be classic or consumer");
        Assert.isTrue(
                concurrency >= 1 && concurrency <= 12,
                "dispatcher.intake.concurrency is " + concurrency + "; it must be 1 to 12, the number of partitions");
        Assert.isTrue(
                batchTime.toSeconds() >= 5 && batchTime.toSeconds() <= 120,
                "dispatcher.intake.batch-time is " + batchTime + "; it must be 5s to 2m");
        Assert.isTrue(
                sessionTimeout.compareTo(Duration.ofSeconds(6)) >= 0,
                "dispatcher.intake.session-timeout is " + sessionTimeout + "; brokers accept 6s or more");
    }

    /** Consumer settings for members of the group. */
    Map<String, Object> membership() {
        Map<String, Object> membership = new HashMap<>();
        membership.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, groupProtocol);
        if (groupProtocol.equals("classic")) {
            membership.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            membership.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
            membership.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) sessionTimeout.toMillis() / 4);
            // Not for the consumer protocol: after a crash it refuses the same name until the session ends.
            if (StringUtils.hasText(instanceId)) {
                membership.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
            }
        }
        return membership;
    }
}
