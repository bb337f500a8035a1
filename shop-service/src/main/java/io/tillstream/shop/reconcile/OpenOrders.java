package io.tillstream.shop.reconcile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Orders that are neither paid nor given up. */
@Component
class OpenOrders {

    private final JdbcClient jdbc;
    private final Clock clock;

    OpenOrders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes sessions of unpaid orders that were placed before a time and not checked since. They count as checked from now
     * on, so that two shops do not check the same.
     *
     * @param most the largest number to take; those never checked come first
     */
    List<String> takeUnchecked(Instant before, int most) {
        return jdbc.sql("""
                        update orders set checked_at = :now where id in (
                            select id from orders where state in ('PENDING', 'AWAITING') and placed_at < :before
                                and (checked_at is null or checked_at < :before)
                                and stripe_session_id is not null
                            order by checked_at nulls first, placed_at limit :most for update skip locked)
                        returning stripe_session_id""")
                .param("now", Timestamp.from(clock.instant()))
                .param("before", Timestamp.from(before))
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** Expires orders without a session, and returns their number. */
    int expireUnopened(Instant before) {
        return jdbc.sql("""
                        update orders set state = 'EXPIRED'
                        where state = 'PENDING' and stripe_session_id is null and placed_at < ?""").param(Timestamp.from(before)).update();
    }
}
