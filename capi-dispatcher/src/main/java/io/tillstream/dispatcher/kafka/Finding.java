package io.tillstream.dispatcher.kafka;

import org.slf4j.event.Level;

/**
 * Something about a topic that is not as it should be.
 *
 * @param level   ERROR where orders can be lost, INFO where it does no harm
 * @param setting of the topic
 * @param value   that it has
 * @param why     what comes of it, as a sentence
 * @param mend    the command, or what else is to be done
 */
record Finding(Level level, String topic, String setting, String value, String why, String mend) {

    /** Kafka's scripts; where they lie differs by installation. */
    private static final String AT = " --bootstrap-server $KAFKA_BOOTSTRAP_SERVERS ";

    static Finding ofSetting(Level level, String topic, String setting, String value, String why, String better) {
        return new Finding(
                level,
                topic,
                setting,
                value,
                why,
                "kafka-configs.sh" + AT + "--alter --entity-type topics --entity-name " + topic + " --add-config "
                        + setting + "=" + (better.contains(",") ? "[" + better + "]" : better));
    }

    static Finding ofPartitions(String topic, int partitions, String why, int better) {
        return new Finding(
                Level.WARN,
                topic,
                "partitions",
                Integer.toString(partitions),
                why,
                "kafka-topics.sh" + AT + "--alter --topic " + topic + " --partitions " + better);
    }

    static Finding ofReplication(Level level, String topic, int replication, String why, int better) {
        return new Finding(
                level,
                topic,
                "replication",
                Integer.toString(replication),
                why,
                "Write " + better
                        + " brokers for each partition into reassignment.json, then kafka-reassign-partitions.sh" + AT
                        + "--reassignment-json-file reassignment.json --execute");
    }

    static Finding missing(String topic) {
        return new Finding(
                Level.ERROR,
                topic,
                "topic",
                "missing",
                "Whoever writes to it waits.",
                "Find out who deletes topics, and restart a dispatcher: it makes the topic anew");
    }
}
