package io.tillstream.dispatcher.dispatch;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.deadletter.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A batch has its own trace, linked to those of its orders; Meta's answer is also written into the trace of each sampled
 * order. No trace holds data of a customer, and none is sent to Meta.
 */
@Component
class DispatchTraces {

    /** OpenTelemetry's default for the links of a span (SpanLimits). */
    private static final int MOST_LINKS = 128;

    private final Tracer tracer;
    private final Clock clock;

    DispatchTraces(OpenTelemetry telemetry, Clock clock) {
        this.tracer = telemetry.getTracer("io.tillstream.dispatcher");
        this.clock = clock;
    }

    /** Starts the span of a batch and makes it current; its names are those of OpenTelemetry's messaging conventions. */
    BatchSpan startBatch(List<Origin> batch) {
        SpanBuilder builder = tracer.spanBuilder("process shop.order-completed.v1")
                .setNoParent()
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.batch.message_count", batch.size());
        batch.stream()
                .map(Origin::trace)
                .filter(SpanContext::isSampled)
                .limit(MOST_LINKS)
                .forEach(builder::addLink);
        return new BatchSpan(builder.startSpan());
    }

    /** The span of a batch; an error unless it came to an outcome before it was closed. */
    static final class BatchSpan implements AutoCloseable {

        private final Span span;
        private final Scope scope;
        private boolean ended;

        @SuppressWarnings("MustBeClosedChecker") // close() does.
        private BatchSpan(Span span) {
            this.span = span;
            this.scope = span.makeCurrent();
        }

        void ended(Outcome outcome) {
            span.setAttribute("tillstream.batch.settled", outcome instanceof Outcome.Settled);
            ended = true;
        }

        @Override
        public void close() {
            if (!ended) {
                span.setStatus(StatusCode.ERROR);
            }
            scope.close();
            span.end();
        }
    }

    /** Starts the span of a request to Meta. */
    RequestSpan startRequest(String dataset, List<Outgoing> events) {
        return new RequestSpan(
                events,
                clock.instant(),
                tracer.spanBuilder("POST events")
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("meta.dataset", dataset)
                        .setAttribute("meta.events", events.size())
                        .startSpan());
    }

    /** The span of a request; its answer is written into the trace of each order in it as well. */
    final class RequestSpan implements AutoCloseable {

        private final List<Outgoing> events;
        private final Instant started;
        private final Span span;

        private RequestSpan(List<Outgoing> events, Instant started, Span span) {
            this.events = events;
            this.started = started;
            this.span = span;
        }

        void answered(CapiAnswer answer) {
            describe(span, answer);
            if (span.isRecording() && !(answer instanceof CapiAnswer.NotSent)) {
                events.forEach(each -> write(each.incoming(), started, span, answer));
            }
        }

        @Override
        public void close() {
            span.end();
        }
    }

    private void write(Incoming incoming, Instant started, Span request, CapiAnswer answer) {
        SpanContext order = incoming.origin().trace();
        if (order.isSampled()) {
            Span span = inTraceOf(order, "POST event")
                    .setStartTimestamp(started)
                    .addLink(request.getSpanContext())
                    .setAttribute("messaging.message.id", incoming.id())
                    .startSpan();
            describe(span, answer);
            span.end();
        }
    }

    /** Writes into the order's trace why it is not sent. */
    void unsent(Incoming incoming, String outcome, String reason) {
        SpanContext order = incoming.origin().trace();
        if (order.isSampled()) {
            inTraceOf(order, outcome)
                    .addLink(Span.current().getSpanContext())
                    .setAttribute("messaging.message.id", incoming.id())
                    .setAttribute("tillstream.reason", reason)
                    .startSpan()
                    .end();
        }
    }

    private SpanBuilder inTraceOf(SpanContext order, String name) {
        return tracer.spanBuilder(name).setParent(Context.root().with(Span.wrap(order)));
    }

    /** Without Meta's messages, which may quote personal data. */
    private static void describe(Span span, CapiAnswer answer) {
        span.setAttribute("meta.answer", answer.text());
        switch (answer) {
            case CapiAnswer.Accepted accepted -> span.setAttribute("meta.fbtrace_id", accepted.fbtraceId());
            case CapiAnswer.Refused refused -> failed(span, refused.code(), refused.subcode(), refused.fbtraceId());
            case CapiAnswer.Misconfigured wrong -> failed(span, wrong.code(), wrong.subcode(), wrong.fbtraceId());
            case CapiAnswer.Throttled throttled -> failed(span, throttled.code(), 0, throttled.fbtraceId());
            case CapiAnswer.Unreachable unreachable ->
                span.setStatus(StatusCode.ERROR).setAttribute("meta.fbtrace_id", unreachable.fbtraceId());
            case CapiAnswer.Short some ->
                span.setStatus(StatusCode.ERROR).setAttribute("meta.fbtrace_id", some.fbtraceId());
            case CapiAnswer.NotSent notSent -> {}
        }
    }

    private static void failed(Span span, int code, int subcode, String fbtraceId) {
        span.setStatus(StatusCode.ERROR)
                .setAttribute("meta.code", code)
                .setAttribute("meta.subcode", subcode)
                .setAttribute("meta.fbtrace_id", fbtraceId);
    }
}
