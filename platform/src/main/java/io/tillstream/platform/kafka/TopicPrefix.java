package io.tillstream.platform.kafka;

import java.util.regex.Pattern;
import org.springframework.util.Assert;

/**
 * What every topic's name begins with, for a cluster that others use too. It is read from the environment once, before the first
 * topic is named; without {@code TOPICS_PREFIX} it is empty.
 */
public final class TopicPrefix {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{0,100}");
    private static final String PREFIX = checked(System.getenv().getOrDefault("TOPICS_PREFIX", ""));

    private TopicPrefix() {}

    /** @throws IllegalArgumentException when Kafka allows no such name */
    static String checked(String prefix) {
        Assert.isTrue(
                LEGAL.matcher(prefix).matches(),
                "TOPICS_PREFIX is '" + prefix
                        + "'; it must be letters, digits, '.', '_' and '-', at most 100, such as team-a.");
        return prefix;
    }

    /** A topic's name in this cluster. */
    public static String of(String name) {
        return PREFIX + name;
    }
}
