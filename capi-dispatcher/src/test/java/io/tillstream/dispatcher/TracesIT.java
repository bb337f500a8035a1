package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tillstream.backing.Backing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** What the tracing system gets about an order on its way to Meta. */
class TracesIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final AttributeKey<String> ANSWER = AttributeKey.stringKey("meta.answer");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("tillstream.reason");
    private static final AttributeKey<String> EVENT = AttributeKey.stringKey("messaging.message.id");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final MetaStub meta;
    private final Orders orders = new Orders(Backing.kafka());
    private ConfigurableApplicationContext dispatcher;

    TracesIT() throws Exception {
        meta = new MetaStub();
    }

    @BeforeEach
    void start() {
        dispatcher = RunningDispatcher.oneAtATime(() -> new SpringApplicationBuilder(DispatcherApplication.class)
                .properties(RunningDispatcher.environment(Backing.kafka(), meta.url()))
                .properties("management.opentelemetry.tracing.export.schedule-delay=100ms")
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(SpanExporter.class, () -> spans))
                .run());
    }

    @AfterEach
    void stop() {
        orders.close();
        dispatcher.close();
        meta.close();
    }

    @Test
    void metas_answer_is_in_the_orders_own_trace_and_linked_to_the_batch() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order, "00-" + TRACE + "-" + SPAN + "-03", orders.message(order));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ofOrder(order).size() == 1 && !batches().isEmpty());

        SpanData told = ofOrder(order).getFirst();
        SpanData batch = batches().getLast();
        SpanData request = named("POST events").getLast();
        assertThat(told.getTraceId()).isEqualTo(TRACE);
        assertThat(told.getParentSpanId()).isEqualTo(SPAN);
        assertThat(told.getAttributes().get(ANSWER)).isEqualTo("accepted");
        assertThat(told.getLinks().getFirst().getSpanContext().getSpanId()).isEqualTo(request.getSpanId());
        assertThat(request.getParentSpanId()).isEqualTo(batch.getSpanId());
        assertThat(batch.getTraceId()).isNotEqualTo(TRACE);
        assertThat(batch.getLinks().getFirst().getSpanContext().getTraceId()).isEqualTo(TRACE);
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain("jo@example.com", "203.0.113.7", "61234567");
    }

    @Test
    void why_an_order_was_not_sent_is_in_its_trace() throws Exception {
        String order = orders.order("denied", Instant.now());
        orders.publish(order, "00-" + TRACE + "-" + SPAN + "-01", orders.message(order));
        await().atMost(Duration.ofSeconds(30)).until(() -> ofOrder(order).size() == 1);

        assertThat(ofOrder(order).getFirst().getName()).isEqualTo("suppressed");
        assertThat(ofOrder(order).getFirst().getTraceId()).isEqualTo(TRACE);
        assertThat(ofOrder(order).getFirst().getAttributes().get(REASON)).isEqualTo("no_consent");
    }

    @Test
    void an_order_without_a_sampled_or_readable_trace_is_sent_all_the_same() throws Exception {
        String unsampled = orders.order("granted", Instant.now());
        String odd = orders.order("granted", Instant.now());
        orders.publish(unsampled, "00-" + TRACE + "-" + SPAN + "-00", orders.message(unsampled));
        orders.publish(odd, "00-nonsense", orders.message(odd));
        await().atMost(Duration.ofSeconds(30)).until(() -> meta.accepted(unsampled) == 1 && meta.accepted(odd) == 1);

        assertThat(ofOrder(unsampled)).isEmpty();
        assertThat(ofOrder(odd)).isEmpty();
    }

    private List<SpanData> ofOrder(String id) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> id.equals(span.getAttributes().get(EVENT)))
                .toList();
    }

    private List<SpanData> batches() {
        return named("process shop.order-completed.v1");
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }
}
