package io.tillstream.shop.order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Detects that most orders have the same IP address: that of a proxy which is not configured as trusted. */
@Component
class OneAddress implements MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(OneAddress.class);
    private static final Duration LATELY = Duration.ofDays(1);
    private static final int MOST_LOOKED_AT = 200;

    /** With fewer orders the share says nothing. */
    private static final int LEAST = 20;

    private static final double MOST = 0.5;

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile double share;

    OneAddress(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10M")
    void look() {
        try {
            boolean before = share > MOST;
            share = share();
            if (share > MOST && !before) {
                log.atWarn()
                        .addKeyValue("share", share)
                        .log(
                                "Most orders have the same address, a proxy's, which is sent to Meta as the shoppers'. Name the proxy in SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES (docs/operating/consent.md)");
            }
        } catch (DataAccessException e) {
            log.atDebug().addKeyValue("cause", e.getMessage()).log("addresses of orders cannot be compared now");
        }
    }

    /** The share of the most frequent address among the last day's newest orders; 0 when there are too few. */
    double share() {
        return jdbc.sql("""
                        select coalesce(max(of_one)::float8 / nullif(sum(of_one), 0), 0), coalesce(sum(of_one), 0) from (
                            select count(*) as of_one from (
                                select ip from orders where placed_at > :since and ip is not null
                                order by placed_at desc limit :most) as latest
                            group by ip) as by_address""")
                .param("since", Timestamp.from(clock.instant().minus(LATELY)))
                .param("most", MOST_LOOKED_AT)
                .query((row, index) -> row.getLong(2) < LEAST ? 0 : row.getDouble(1))
                .single();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shop.orders.one.address", this, each -> each.share)
                .description("Share of the latest orders that have the most frequent address")
                .register(registry);
    }
}
