package io.tillstream.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@Import(TracesIT.Spans.class)
@TestPropertySource(properties = "management.tracing.sampling.probability=1")
class TracesIT extends RunningShop {

    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

    @Test
    void an_order_is_one_trace_from_the_shoppers_request_to_kafka() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session);
        completed(session);
        String event = eventId(session);
        await().until(() -> named("send shop.order-completed.v1").stream()
                .anyMatch(span -> span.getTraceId().equals(trace(session))));

        SpanData paid = inTraceOf(session, "order paid");
        SpanData sent = inTraceOf(session, "send shop.order-completed.v1");
        ConsumerRecord<String, byte[]> message = Topic.read("shop.order-completed.v1", record -> true).stream()
                .filter(record ->
                        new String(record.headers().lastHeader("ce_id").value()).equals(event))
                .findFirst()
                .orElseThrow();

        assertThat(inTraceOf(session, "http post /checkout").getSpanId()).isEqualTo(paid.getParentSpanId());
        assertThat(sent.getParentSpanId()).isEqualTo(paid.getSpanId());
        assertThat(new String(message.headers().lastHeader("traceparent").value()))
                .startsWith("00-" + trace(session) + "-" + paid.getSpanId() + "-");
        // The webhook has its own trace, which is linked.
        await().untilAsserted(() -> assertThat(named("http post /stripe/webhook"))
                .extracting(SpanData::getTraceId)
                .doesNotContain(trace(session))
                .contains(paid.getLinks().getFirst().getSpanContext().getTraceId()));
    }

    @Test
    void no_span_contains_personal_data() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session);
        completed(session);
        await().until(() -> named("send shop.order-completed.v1").stream()
                .anyMatch(span -> span.getTraceId().equals(trace(session))));

        assertThat(SPANS.getFinishedSpanItems().toString()).doesNotContain("@", "127.0.0.1", "Java-http-client", "?");
    }

    private String trace(String session) {
        return jdbc.sql("select traceparent from orders where stripe_session_id = ?")
                .param(session)
                .query(String.class)
                .single()
                .split("-")[1];
    }

    private SpanData inTraceOf(String session, String name) {
        return named(name).stream()
                .filter(span -> span.getTraceId().equals(trace(session)))
                .findFirst()
                .orElseThrow();
    }

    private static List<SpanData> named(String name) {
        return SPANS.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Spans {

        @Bean
        SpanProcessor finishedSpans() {
            return SimpleSpanProcessor.create(SPANS);
        }
    }
}
