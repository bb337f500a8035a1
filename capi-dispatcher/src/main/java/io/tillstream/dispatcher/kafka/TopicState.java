package io.tillstream.dispatcher.kafka;

import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The present state of a topic.
 *
 * @param replication smallest number of replicas of its partitions
 * @param config      settings by name; empty when the cluster does not allow this service to read them
 */
record TopicState(int partitions, int replication, Map<String, String> config) {

    TopicState {
        config = Map.copyOf(config);
    }

    /** A numeric setting; empty when it is not known. */
    OptionalLong number(String setting) {
        String value = config.get(setting);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    boolean cleanedBy(String policy) {
        return config.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").contains(policy);
    }

    /** Retention in milliseconds; {@link Long#MAX_VALUE} for ever. Empty when it is not known. */
    OptionalLong kept() {
        OptionalLong retention = number(TopicConfig.RETENTION_MS_CONFIG);
        if (retention.isEmpty()) {
            return retention;
        }
        return retention.getAsLong() < 0 || !cleanedBy(TopicConfig.CLEANUP_POLICY_DELETE)
                ? OptionalLong.of(Long.MAX_VALUE)
                : retention;
    }
}
