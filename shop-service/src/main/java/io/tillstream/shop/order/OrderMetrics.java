package io.tillstream.shop.order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The number of orders in each state. It is counted in the database, so every instance reports the same. */
@Component
class OrderMetrics implements MeterBinder {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private Map<Boolean, Map<Order.State, Long>> counted = Map.of();
    private Instant countedAt = Instant.EPOCH;

    OrderMetrics(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts all states with one query, because a scrape reads them one after the other. */
    private synchronized long count(Order.State state, boolean livemode) {
        if (clock.instant().isAfter(countedAt.plus(KNOWN_FOR))) {
            counted = count();
            countedAt = clock.instant();
        }
        return counted.getOrDefault(livemode, Map.of()).getOrDefault(state, 0L);
    }

    /** The number of orders in each state: of live mode under true, of test mode under false. */
    private Map<Boolean, Map<Order.State, Long>> count() {
        Map<Order.State, Long> live = new EnumMap<>(Order.State.class);
        Map<Order.State, Long> test = new EnumMap<>(Order.State.class);
        jdbc.sql("select state, livemode, count(*) from orders group by state, livemode")
                .query(row -> {
                    // Null, which is an order without a session, counts as live.
                    Map<Order.State, Long> counts = Boolean.FALSE.equals(row.getObject(2, Boolean.class)) ? test : live;
                    counts.merge(Order.State.valueOf(row.getString(1)), row.getLong(3), Long::sum);
                });
        return Map.of(true, live, false, test);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Order.State state : Order.State.values()) {
            for (boolean livemode : new boolean[] {true, false}) {
                Gauge.builder("shop.orders", this, all -> all.count(state, livemode))
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .tag("mode", livemode ? "live" : "test")
                        .description("Orders in this state, by mode; in test mode no money moves")
                        .register(registry);
            }
        }
    }
}
