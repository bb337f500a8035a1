package io.tillstream.shop.order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How many orders are in each state, counted in the database and so the same from every shop. */
@Component
class OrderMetrics implements MeterBinder {

    private final Orders orders;

    OrderMetrics(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Order.State state : Order.State.values()) {
            Gauge.builder("shop.orders", orders, all -> all.count().getOrDefault(state, 0L))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("Orders in this state")
                    .register(registry);
        }
    }
}
