package io.tillstream.dispatcher.console.cluster;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A consumer in the group; an instance has as many as its concurrency.
 *
 * @param client     name of its instance, with the number of the consumer behind it
 * @param host       address it talks to Kafka from
 * @param partitions that it holds
 */
public record Member(String client, String host, List<Integer> partitions) {

    private static final Pattern NUMBER = Pattern.compile("-\\d+$");

    /** The name of its instance. */
    public String instance() {
        return NUMBER.matcher(client).replaceFirst("");
    }
}
