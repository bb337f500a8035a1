package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.tillstream.backing.Backing;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class TraceSamplingIT {

    @Test
    void without_an_endpoint_no_trace_is_recorded() throws Exception {
        assertThat(sampler(Map.of())).isEqualTo("AlwaysOffSampler");
    }

    @Test
    void with_an_endpoint_the_traces_of_sampled_orders_are_recorded() throws Exception {
        assertThat(sampler(Map.of(
                        "management.opentelemetry.tracing.export.otlp.endpoint", "http://localhost:1/v1/traces")))
                .contains("Linked to a sampled order");
    }

    private static String sampler(Map<String, Object> settings) throws Exception {
        try (MetaStub meta = new MetaStub();
                ConfigurableApplicationContext dispatcher =
                        RunningDispatcher.start(Backing.kafka(), meta.url(), settings)) {
            return dispatcher.getBean(Sampler.class).getDescription();
        }
    }
}
