package io.tillstream.dispatcher.console.cluster;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a topic.
 *
 * @param key     as UTF-8; empty when there is none
 * @param headers the last of each name, as UTF-8
 * @param value   null for a tombstone
 */
public record Message(
        String topic,
        int partition,
        long offset,
        Instant written,
        String key,
        Map<String, String> headers,
        byte @Nullable [] value) {}
