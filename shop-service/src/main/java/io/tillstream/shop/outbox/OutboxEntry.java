package io.tillstream.shop.outbox;

import java.util.Map;

/**
 * A message for Kafka.
 *
 * @param headers UTF-8 text by name; empty when there are none
 */
public record OutboxEntry(String topic, String key, Map<String, String> headers, byte[] payload) {}
