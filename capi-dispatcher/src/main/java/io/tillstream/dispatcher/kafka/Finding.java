package io.tillstream.dispatcher.kafka;

import org.slf4j.event.Level;

/**
 * A problem with a topic.
 *
 * @param level   ERROR when orders can be lost, INFO when it does no harm
 * @param setting of the topic
 * @param value   of the setting
 * @param why     the consequence, as a sentence
 * @param mend    the command that fixes it, or another instruction
 */
record Finding(Level level, String topic, String setting, String value, String why, String mend) {

    /** Option of Kafka's scripts, whose directory depends on the installation. */
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
                "Every producer for it waits.",
                "Find out who deletes topics, and restart a dispatcher: it creates the topic again");
    }
}
