package io.tillstream.dispatcher.kafka;

import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it is.
 *
 * @param replication the least that one of its partitions has
 * @param config      settings by name; empty when the cluster does not let them be read
 */
record TopicState(int partitions, int replication, Map<String, String> config) {

    TopicState {
        config = Map.copyOf(config);
    }

    /** Empty when it is not known. */
    OptionalLong number(String setting) {
        String value = config.get(setting);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    boolean cleanedBy(String policy) {
        return config.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").contains(policy);
    }

    /** How long a record stays, in milliseconds; {@link Long#MAX_VALUE} for ever. Empty when it is not known. */
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
