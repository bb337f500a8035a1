package io.tillstream.dispatcher.deadletter;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came from Kafka, to the byte.
 *
 * @param key   null when it had none
 * @param value null when it was a tombstone
 */
public record Origin(
        String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

    /** Header that says that an operator has let a dead letter go again. */
    public static final String REPLAYED_AT = "replayed-at";

    /** Of a message that was handed over by hand. */
    public static Origin unplaced(byte[] value) {
        return new Origin("", 0, 0, null, value, new RecordHeaders());
    }

    /** Whether an operator has let it go again after it was a dead letter. */
    public boolean replayed() {
        return headers.lastHeader(REPLAYED_AT) != null;
    }

    /** Where it lies: topic-partition@offset. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
