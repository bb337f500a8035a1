package io.tillstream.dispatcher.console.cluster;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A consumer in the group. An instance has several: its concurrency.
 *
 * @param client     name of its instance, a hyphen and the consumer's number
 * @param host       IP address of its connection to Kafka
 * @param partitions that are assigned to it
 */
public record Member(String client, String host, List<Integer> partitions) {

    private static final Pattern NUMBER = Pattern.compile("-\\d+$");

    /** The name of the instance. */
    public String instance() {
        return NUMBER.matcher(client).replaceFirst("");
    }
}
