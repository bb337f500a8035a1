package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A message exactly as it came from Kafka.
 *
 * @param key   null when it had none
 * @param value null when it was a tombstone
 */
public record Origin(
        String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

    /** Header of a message that an operator has replayed. */
    public static final String REPLAYED_AT = "replayed-at";

    private static final String TYPE = "ce_type";
    private static final int LONGEST_TYPE = 100;
    private static final String TRACEPARENT = "traceparent";

    /** Length of a traceparent of version 00; its last digit says whether the trace is sampled. */
    private static final int TRACEPARENT_LENGTH = 55;

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Headers> TRACE = new TraceHeaders();

    /** A message that does not come from Kafka. */
    public static Origin unplaced(byte[] value) {
        return unplaced(value, null);
    }

    /** @param type its header ce_type; null for none */
    public static Origin unplaced(byte[] value, @Nullable String type) {
        RecordHeaders headers = new RecordHeaders();
        if (type != null) {
            headers.add(TYPE, type.getBytes(UTF_8));
        }
        return new Origin("", 0, 0, null, value, headers);
    }

    /** Whether an operator has replayed it from the dead letters. */
    public boolean replayed() {
        return headers.lastHeader(REPLAYED_AT) != null;
    }

    /**
     * The span of its order's trace in the header traceparent (www.w3.org/TR/trace-context). Invalid without one, and for the
     * many traces that are not sampled.
     */
    public SpanContext trace() {
        Header header = headers.lastHeader(TRACEPARENT);
        if (header == null || header.value() == null || notSampled(header.value())) {
            return SpanContext.getInvalid();
        }
        return Span.fromContext(W3C.extract(Context.root(), headers, TRACE)).getSpanContext();
    }

    private static boolean notSampled(byte[] traceparent) {
        return traceparent.length == TRACEPARENT_LENGTH
                && (Character.digit(traceparent[TRACEPARENT_LENGTH - 1], 16) & 1) == 0;
    }

    /** Whether the header ce_type has exactly these bytes. */
    public boolean hasType(byte[] type) {
        Header header = headers.lastHeader(TYPE);
        return header != null && Arrays.equals(header.value(), type);
    }

    /**
     * Its event type in CloudEvents' header ce_type; null without one. It is foreign text: only printable ASCII is kept,
     * other bytes become question marks, and a long text is cut.
     */
    public @Nullable String type() {
        Header header = headers.lastHeader(TYPE);
        if (header == null || header.value() == null) {
            return null;
        }
        byte[] value = header.value();
        StringBuilder type = new StringBuilder(Math.min(value.length, LONGEST_TYPE));
        for (int at = 0; at < value.length && at < LONGEST_TYPE; at++) {
            type.append(value[at] > ' ' && value[at] <= '~' ? (char) value[at] : '?');
        }
        return value.length > LONGEST_TYPE ? type.append("...").toString() : type.toString();
    }

    /** When it was written by its producer's clock, in CloudEvents' header ce_time; null without one, or when it is not a time. */
    public @Nullable Instant time() {
        Header header = headers.lastHeader("ce_time");
        if (header == null || header.value() == null || header.value().length > LONGEST_TYPE) {
            return null;
        }
        try {
            return Instant.parse(new String(header.value(), UTF_8));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Its position: topic-partition@offset. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }

    private static final class TraceHeaders implements TextMapGetter<Headers> {

        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
        }
    }
}
