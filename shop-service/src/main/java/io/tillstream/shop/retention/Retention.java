package io.tillstream.shop.retention;

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
 * Deletes the visitor's data from old orders, and customers without a recent order. What was bought and paid stays. The privacy
 * page promises this.
 */
@Component
class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** Orders per statement, few enough for the statement's time-out. */
    private static final int AT_ONCE = 1000;

    /** How long a customer is remembered after the last order, and an answer to the consent question. */
    private static final Duration CUSTOMERS = Duration.ofDays(730);

    private final JdbcClient jdbc;
    private final RetentionSettings settings;
    private final Clock clock;

    Retention(JdbcClient jdbc, RetentionSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    void forget() {
        long orders = 0;
        try {
            int some;
            do {
                some = forgetSome();
                orders += some;
            } while (some == AT_ONCE);
            forgetCustomers();
            forgetAnswers();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("cause", e.getMessage())
                    .log("Visitors' data of old orders could not be deleted; retrying in an hour");
        }
        if (orders > 0) {
            log.atInfo().addKeyValue("orders", orders).log("deleted visitors' data from old orders");
        }
    }

    private void forgetCustomers() {
        jdbc.sql("delete from known_customer where last_order_at < ?")
                .param(Timestamp.from(clock.instant().minus(CUSTOMERS)))
                .update();
    }

    private void forgetAnswers() {
        jdbc.sql("delete from consent_answer where answered_at < ?")
                .param(Timestamp.from(clock.instant().minus(CUSTOMERS)))
                .update();
    }

    private int forgetSome() {
        return jdbc.sql("""
                        update orders set visitor_id = null, ip = null, user_agent = null, fbp = null, fbc = null,
                            referrer_url = null, sealed_visitor = null, visitor_reference = null, message = null,
                            source_url = substring(source_url from '^https?://[^/]+/')
                        where id in (select id from orders where placed_at < :before
                            and num_nonnulls(visitor_id, ip, user_agent, fbp, fbc, referrer_url, sealed_visitor, visitor_reference,
                                message) > 0
                            limit :most)""")
                .param("before", Timestamp.from(clock.instant().minus(settings.visitors())))
                .param("most", AT_ONCE)
                .update();
    }
}
