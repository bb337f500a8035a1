package io.tillstream.shop.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Gauges of the outbox. They are read from the database, so every instance reports the same. */
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
                .description("Messages set aside because Kafka refuses them; others are sent")
                .register(registry);
        TimeGauge.builder(
                        "shop.outbox.oldest.age",
                        outbox,
                        TimeUnit.MILLISECONDS,
                        each -> each.oldestAge().toMillis())
                .description("Age of the oldest message that is not set aside")
                .register(registry);
    }
}
