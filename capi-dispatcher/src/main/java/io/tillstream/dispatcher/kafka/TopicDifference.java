package io.tillstream.dispatcher.kafka;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * How a topic differs from what it should be.
 *
 * @param wanted     how it is created if it is missing
 * @param missing    whether it does not exist
 * @param partitions how many it gets; 0 to keep those it has. Never fewer
 * @param settings   that it gets, by name
 * @param notes      differences that no command applies, as sentences
 */
record TopicDifference(
        NewTopic wanted, boolean missing, int partitions, Map<String, String> settings, List<String> notes) {

    TopicDifference {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        notes = List.copyOf(notes);
    }

    /** @param there the topic as it is; null when it does not exist */
    static TopicDifference of(NewTopic wanted, @Nullable TopicState there) {
        if (there == null) {
            return new TopicDifference(wanted, true, 0, Map.of(), List.of());
        }
        Map<String, String> settings = new TreeMap<>();
        wanted.configs().forEach((name, value) -> {
            if (!value.equals(there.config().get(name))) {
                settings.put(name, value);
            }
        });
        List<String> notes = new ArrayList<>();
        if (there.partitions() > wanted.numPartitions()) {
            notes.add("has " + there.partitions() + " partitions, more than " + wanted.numPartitions()
                    + "; Kafka removes none");
        }
        if (wanted.replicationFactor() > there.replication()) {
            notes.add("has a replication of " + there.replication() + ", less than " + wanted.replicationFactor()
                    + "; kafka-reassign-partitions.sh raises it");
        }
        return new TopicDifference(
                wanted, false, Math.max(0, more(wanted.numPartitions(), there.partitions())), settings, notes);
    }

    private static int more(int wanted, int there) {
        return wanted > there ? wanted : 0;
    }

    /** Whether there is something to apply. */
    boolean applicable() {
        return missing || partitions > 0 || !settings.isEmpty();
    }

    /** What is different, one line each; empty when nothing is. */
    List<String> lines(Map<String, String> there) {
        List<String> lines = new ArrayList<>();
        if (missing) {
            lines.add("is missing; it gets " + wanted.numPartitions() + " partitions, a replication of "
                    + (wanted.replicationFactor() > 0 ? wanted.replicationFactor() : "the cluster's default") + ", "
                    + new TreeMap<>(wanted.configs()));
        }
        if (partitions > 0) {
            lines.add(
                    "gets " + partitions + " partitions. Kafka puts later messages of a key into another partition than"
                            + " earlier ones, so their order is lost at this moment. Every order has a key of its own; one that"
                            + " comes twice is still known by its receipt after five minutes. Do it while no webhooks are"
                            + " repeated");
        }
        settings.forEach((name, value) ->
                lines.add(name + " is " + there.getOrDefault(name, "not known") + "; it gets " + value));
        lines.addAll(notes);
        return lines;
    }
}
