package io.tillstream.dispatcher.kafka;

import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.event.Level;

/** Rules for the number of a topic's replicas, and for the number of them that must acknowledge. */
final class Copies {

    /** Topics whose records cannot be restored from elsewhere. */
    private static final Set<String> OF_ORDERS = Set.of(TopicNames.ORDERS, TopicNames.DEAD_LETTERS);

    private static final int FOR_TWO_IN_SYNC = 3;

    private Copies() {}

    /** Severity of a loss in a topic. */
    static Level lost(String topic) {
        return OF_ORDERS.contains(topic) ? Level.ERROR : Level.WARN;
    }

    static List<Finding> findings(String name, TopicState topic, int replication) {
        List<Finding> findings = new ArrayList<>();
        if (topic.replication() < replication) {
            findings.add(Finding.ofReplication(
                    lost(name),
                    name,
                    topic.replication(),
                    "When a broker is lost, its records are lost too.",
                    replication));
        }
        topic.number(MIN_IN_SYNC_REPLICAS_CONFIG).ifPresent(inSync -> {
            if (topic.replication() >= FOR_TWO_IN_SYNC && inSync < 2) {
                findings.add(inSync(
                        lost(name),
                        name,
                        inSync,
                        "A single broker may acknowledge a record, and the record is lost with it.",
                        2));
            } else if (inSync > topic.replication() || (inSync == topic.replication() && inSync > 1)) {
                findings.add(inSync(
                        Level.WARN,
                        name,
                        inSync,
                        "With a replication of " + topic.replication() + " Kafka takes the smaller of the two, and one"
                                + " broker that is down stops the topic.",
                        Math.max(1, topic.replication() - 1)));
            }
        });
        return findings;
    }

    private static Finding inSync(Level level, String name, long inSync, String why, int better) {
        return Finding.ofSetting(
                level, name, MIN_IN_SYNC_REPLICAS_CONFIG, Long.toString(inSync), why, Integer.toString(better));
    }
}
