package io.tillstream.shop.sale;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When the sales of the account begin to become orders. Somebody else's sender may have told Meta about earlier ones. */
@Component
class SalesStart {

    private final SalesSettings settings;
    private final JdbcClient jdbc;
    private volatile @Nullable Instant since;

    SalesStart(SalesSettings settings, JdbcClient jdbc) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.since = settings.sinceTime();
    }

    /** Remembers the first start, before the first webhook comes. Commands serve no pages, and do not count as a start. */
    @EventListener(WebServerInitializedEvent.class)
    void started() {
        if (settings.account()) {
            since();
        }
    }

    boolean isAfter(Instant payment) {
        return since().isAfter(payment);
    }

    private Instant since() {
        Instant known = since;
        if (known == null) {
            // Stripe counts in whole seconds.
            known = jdbc.sql("""
                            update shop set sales_since = coalesce(sales_since, date_trunc('second', clock_timestamp()))
                            returning sales_since""").query(Timestamp.class).single().toInstant();
            since = known;
        }
        return known;
    }
}
