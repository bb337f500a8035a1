package io.tillstream.shop.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What waits in the outbox, counted in the database and so the same from every shop. */
@Component
class OutboxMetrics implements MeterBinder {

    private final Outbox outbox;

    OutboxMetrics(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shop.outbox.pending", outbox, Outbox::pending)
                .description("Messages that Kafka has not acknowledged yet")
                .register(registry);
        Gauge.builder("shop.outbox.aside", outbox, Outbox::aside)
                .description("Messages that Kafka refuses for what they are; others pass")
                .register(registry);
        TimeGauge.builder(
                        "shop.outbox.oldest.age",
                        outbox,
                        TimeUnit.MILLISECONDS,
                        each -> each.oldestAge().toMillis())
                .description("How long the oldest that does not wait aside has waited")
                .register(registry);
    }
}
