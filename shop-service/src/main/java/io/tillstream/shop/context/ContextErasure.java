package io.tillstream.shop.context;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes contexts 30 days after their last write. Orders that were made from them have their own copy. Who answered the
 * consent question is remembered for two years, because a subscription is renewed later.
 */
@Component
class ContextErasure {

    private static final Logger log = LoggerFactory.getLogger(ContextErasure.class);

    /** Rows per statement, few enough for the statement's time-out. */
    private static final int AT_ONCE = 1000;

    private static final Duration KEPT = Duration.ofDays(30);

    private static final Duration CHOICE_KEPT = Duration.ofDays(730);

    private final JdbcClient jdbc;
    private final Clock clock;

    ContextErasure(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    void erase() {
        long erased = 0;
        try {
            int some;
            do {
                some = eraseSome();
                erased += some;
            } while (some >= AT_ONCE);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("cause", e.getMessage())
                    .log("Old visitors' contexts could not be deleted; retrying in an hour");
        }
        if (erased > 0) {
            log.atInfo().addKeyValue("contexts", erased).log("deleted old visitors' contexts");
        }
    }

    private int eraseSome() {
        int forgotten = jdbc.sql("""
                        delete from visitor_context where reference in (
                            select reference from visitor_context where updated_at < :before
                                and (updated_at < :answered or not answered)
                            order by updated_at limit :most for update skip locked)""")
                .param("answered", Timestamp.from(clock.instant().minus(CHOICE_KEPT)))
                .param("before", Timestamp.from(clock.instant().minus(KEPT)))
                .param("most", AT_ONCE)
                .update();
        int sealed = jdbc.sql("""
                        update visitor_context set sealed = null where reference in (
                            select reference from visitor_context where updated_at < :before and sealed is not null
                            order by updated_at limit :most for update skip locked)""")
                .param("before", Timestamp.from(clock.instant().minus(KEPT)))
                .param("most", AT_ONCE)
                .update();
        return Math.max(forgotten, sealed);
    }
}
