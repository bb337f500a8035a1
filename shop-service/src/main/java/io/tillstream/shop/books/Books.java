package io.tillstream.shop.books;

import io.tillstream.platform.kafka.SharedTopics;
import io.tillstream.shop.storefront.StorefrontSettings;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the daily totals that have changed. Today and yesterday are computed every time; older days, whose orders may still
 * be refunded, every {@link #WHOLE}. Every instance of a shop publishes the same totals.
 */
@Component
class Books {

    private static final Logger log = LoggerFactory.getLogger(Books.class);
    private static final Duration WHOLE = Duration.ofMinutes(5);
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;
    private final Clock clock;
    private final String host;
    private final Map<String, DailyTotals> written = new HashMap<>();
    private Instant whole = Instant.EPOCH;
    /** Whether publishing fails; logged once per outage. */
    private boolean failing;

    Books(
            JdbcClient jdbc,
            KafkaTemplate<String, byte[]> kafka,
            JsonMapper json,
            StorefrontSettings storefront,
            Clock clock) {
        this.host = URI.create(storefront.publicBaseUrl()).getAuthority();
        this.jdbc = jdbc;
        this.kafka = kafka;
        this.json = json;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${shop.books.every:5s}")
    synchronized void write() {
        Instant now = clock.instant();
        boolean all = now.isAfter(whole.plus(WHOLE));
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try {
            for (DailyTotals totals : totals(today.minusDays(all ? SharedTopics.BOOKS_DAYS : 1))) {
                if (all) {
                    // Deletes the keys of older versions, which had the host's name. Repeated, because another instance
                    // may still run an older version.
                    acknowledged(
                            kafka.send(SharedTopics.BOOKS, host + "/" + totals.day() + "/" + totals.currency(), null));
                }
                if (!totals.equals(written.get(totals.key()))) {
                    acknowledged(kafka.send(SharedTopics.BOOKS, totals.key(), json.writeValueAsBytes(totals)));
                    written.put(totals.key(), totals);
                }
            }
            failing = false;
            whole = all ? now : whole;
            written.values().removeIf(totals -> totals.day().isBefore(today.minusDays(SharedTopics.BOOKS_DAYS)));
        } catch (DataAccessException | KafkaException | ExecutionException | TimeoutException e) {
            (failing ? log.atDebug() : log.atWarn())
                    .addKeyValue("cause", e.toString())
                    .log("Daily totals could not be published; retrying");
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void acknowledged(Future<?> sent) throws ExecutionException, TimeoutException, InterruptedException {
        sent.get(ACKNOWLEDGED.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The totals of each day, currency and mode, beginning with a day. */
    List<DailyTotals> totals(LocalDate from) {
        String shop = jdbc.sql("select id::text from shop").query(String.class).single();
        return jdbc.sql("""
                        select (o.paid_at at time zone 'UTC')::date as day, m.currency, o.livemode,
                               count(*) filter (where o.state = 'PAID') as paid_orders,
                               coalesce(sum(o.gross_minor) filter (where o.state = 'PAID'), 0) as paid,
                               count(*) filter (where o.state = 'PAID' and w.key is null) as published_orders,
                               coalesce(sum(o.gross_minor) filter (where o.state = 'PAID' and w.key is null), 0)
                                   as published,
                               count(*) filter (where o.state = 'HELD') as held_orders,
                               coalesce(sum(o.gross_minor) filter (where o.state = 'HELD'), 0) as held,
                               coalesce(sum(m.refunded_minor) filter (where o.state = 'PAID'), 0) as refunded,
                               coalesce(sum(m.lost_minor) filter (where o.state = 'PAID'), 0) as lost
                        from orders o
                        join order_money m on m.order_id = o.id
                        left join (select distinct key from outbox where topic = :orders) w
                            on w.key = coalesce(o.reference, o.id::text)
                        where o.paid_at >= :from
                        group by 1, 2, 3 order by 1, 2, 3""")
                .param("orders", SharedTopics.ORDERS)
                .param("from", Timestamp.from(from.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .query((row, index) -> DailyTotals.of(shop, row))
                .list();
    }
}
