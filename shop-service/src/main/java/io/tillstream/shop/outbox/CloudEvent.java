package io.tillstream.shop.outbox;

import java.time.Instant;
import java.util.Map;

/** CloudEvents 1.0, binary mode of its Kafka binding: attributes are headers, the message is the value. */
public final class CloudEvent {

    private CloudEvent() {}

    /**
     * @param type   of the message
     * @param id     unique among those of the source
     * @param source URI of the shop that publishes it
     * @param time   when it happened
     */
    public static Map<String, String> headers(String type, String id, String source, Instant time) {
        return Map.of(
                "content-type",
                "application/json",
                "ce_specversion",
                "1.0",
                "ce_id",
                id,
                "ce_type",
                type,
                "ce_source",
                source,
                "ce_time",
                time.toString());
    }
}
