package io.tillstream.shop.order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many orders are in each state, counted in the database and so the same from every shop. */
@Component
class OrderMetrics implements MeterBinder {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private final Orders orders;
    private final SecondPayments secondPayments;
    private final Clock clock;
    private Map<Boolean, Map<Order.State, Long>> counted = Map.of();
    private Instant countedAt = Instant.EPOCH;

    OrderMetrics(Orders orders, SecondPayments secondPayments, Clock clock) {
        this.orders = orders;
        this.secondPayments = secondPayments;
        this.clock = clock;
    }

    /** All states are counted at once, as they are asked for one after the other. */
    private synchronized long count(Order.State state, boolean livemode) {
        if (clock.instant().isAfter(countedAt.plus(KNOWN_FOR))) {
            counted = orders.count();
            countedAt = clock.instant();
        }
        return counted.getOrDefault(livemode, Map.of()).getOrDefault(state, 0L);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Order.State state : Order.State.values()) {
            for (boolean livemode : new boolean[] {true, false}) {
                Gauge.builder("shop.orders", this, all -> all.count(state, livemode))
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .tag("mode", livemode ? "live" : "test")
                        .description("Orders in this state; those of test mode, in which no money moves, apart")
                        .register(registry);
            }
        }
        Gauge.builder("shop.orders.paid.twice", secondPayments, SecondPayments::count)
                .description("Second payments of an order that have not gone back")
                .register(registry);
    }
}
