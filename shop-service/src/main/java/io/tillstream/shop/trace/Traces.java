package io.tillstream.shop.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the trace of an order together from the shopper's request to Meta's answer, even if days pass between. It is carried as
 * a W3C traceparent (www.w3.org/TR/trace-context) in the order's row, the outbox and Kafka's headers.
 */
@Component
public class Traces {

    /** Name of the header and of the column. */
    public static final String TRACEPARENT = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final Headers HEADERS = new Headers();

    private final Tracer tracer;

    Traces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.tillstream.shop");
    }

    /** The current traceparent; null outside of a trace. */
    public @Nullable String current() {
        return stamped(Map.of()).get(TRACEPARENT);
    }

    /** The headers with the current traceparent added; unchanged outside of a trace. */
    public Map<String, String> stamped(Map<String, String> headers) {
        Map<String, String> stamped = new HashMap<>(headers);
        W3C.inject(Context.current(), stamped, (all, name, value) -> {
            // Without tracestate: we set none, and read none.
            if (all != null && name.equals(TRACEPARENT)) {
                all.put(name, value);
            }
        });
        return stamped;
    }

    /**
     * Does a piece of work in the trace of an order, with a link to the current request.
     *
     * @param traceparent of the order; if it is null or invalid, a new trace begins
     * @param name        of the work, the same for all orders
     */
    public void resume(@Nullable String traceparent, String name, Runnable work) {
        Span span = tracer.spanBuilder(name)
                .setParent(context(traceparent))
                .addLink(Span.current().getSpanContext())
                .startSpan();
        try {
            Context.current().with(span).wrap(work).run();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    /**
     * Starts the span of a message that is sent to Kafka. The caller ends it. Names follow OpenTelemetry's messaging conventions.
     *
     * @param since when the message was put into the outbox
     */
    public Span sending(@Nullable String traceparent, String topic, Instant since) {
        return tracer.spanBuilder("send " + topic)
                .setParent(context(traceparent))
                .setSpanKind(SpanKind.PRODUCER)
                .setStartTimestamp(since)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.destination.name", topic)
                .startSpan();
    }

    private static Context context(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3C.extract(Context.root(), Map.of(TRACEPARENT, traceparent), HEADERS);
    }

    private static final class Headers implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
