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
    private final Clock clock;
    private Map<Order.State, Long> counted = Map.of();
    private Instant countedAt = Instant.EPOCH;

    OrderMetrics(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** All states are counted at once, as they are asked for one after the other. */
    private synchronized long count(Order.State state) {
        if (clock.instant().isAfter(countedAt.plus(KNOWN_FOR))) {
            counted = orders.count();
            countedAt = clock.instant();
        }
        return counted.getOrDefault(state, 0L);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Order.State state : Order.State.values()) {
            Gauge.builder("shop.orders", this, all -> all.count(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("Orders in this state")
                    .register(registry);
        }
        Gauge.builder("shop.orders.paid.twice", orders, Orders::paidTwice)
                .description("Second payments of an order that have not gone back")
                .register(registry);
    }
}
