package io.tillstream.shop.order;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Orders of which the last word has not been heard. */
@Component
public class OpenOrders {

    private final JdbcClient jdbc;
    private final Clock clock;

    OpenOrders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Paid orders that are held, the oldest first. */
    public List<HeldOrder> held() {
        return jdbc.sql("""
                        select id, stripe_session_id, held_reason, paid_at, gross_minor, currency from orders
                        where state = 'HELD' order by paid_at""").query(HeldOrder::of).list();
    }

    /**
     * Sessions of unpaid orders that were placed, and last asked about, before a time. Given out, they count as asked
     * about, so that two shops do not ask about the same.
     *
     * @param most how many at most, those that were never asked about first
     */
    public List<String> unheardOf(Instant before, int most) {
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

    /** Gives up orders for which Stripe never opened a session, and says how many. */
    public int expireUnopened(Instant before) {
        return jdbc.sql("""
                        update orders set state = 'EXPIRED'
                        where state = 'PENDING' and stripe_session_id is null and placed_at < ?""").param(Timestamp.from(before)).update();
    }
}
