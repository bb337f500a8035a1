package io.tillstream.dispatcher.capi;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How Meta answers, how fast, and how full the requests are. */
@Component
class CapiMetrics {

    private final MeterRegistry registry;
    private final DistributionSummary batch;

    CapiMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batch = DistributionSummary.builder("dispatcher.capi.batch")
                .baseUnit("events")
                .description("Events in one request to Meta")
                .register(registry);
    }

    void answered(CapiAnswer answer, int events, long nanos) {
        batch.record(events);
        Timer.builder("dispatcher.capi.request")
                .tag("answer", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .description("Requests to Meta by what it answered")
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }
}
