package io.tillstream.shop.order;

import io.tillstream.shop.outbox.CloudEvent;
import io.tillstream.shop.outbox.MetaWindow;
import io.tillstream.shop.outbox.Outbox;
import io.tillstream.shop.outbox.OutboxEntry;
import io.tillstream.shop.storefront.StorefrontSettings;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the messages of paid orders again, as after Kafka has lost them. Their event ids stay the same, so the dispatcher
 * drops those that have a receipt.
 */
@Component
class Republisher {

    /** Orders per transaction, few enough for the statement's time-out. */
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final JsonMapper json;
    private final StorefrontSettings storefront;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Republisher(
            JdbcClient jdbc,
            Outbox outbox,
            JsonMapper json,
            StorefrontSettings storefront,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.json = json;
        this.storefront = storefront;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * How far a run is.
     *
     * @param settled   orders whose receipt says that Meta has accepted them, or that they are not sent
     * @param doubtful  orders that Meta may have, so that a person has to decide
     * @param published orders whose message is in the outbox again
     * @param deleted   orders whose message was deleted, with the rest of the customer's data
     */
    record Tally(long settled, long doubtful, long published, long deleted) {

        private Tally plus(Paid order) {
            return new Tally(
                    settled + (order.settled ? 1 : 0),
                    doubtful + (order.undecided() ? 1 : 0),
                    published + (order.publishable() ? 1 : 0),
                    deleted + (order.open() && order.message == null ? 1 : 0));
        }
    }

    /**
     * @param settled  whether a receipt leaves nothing to do; that of a dead letter does not
     * @param doubtful whether it is a dead letter because Meta may have it
     */
    private record Paid(
            UUID id, Instant paidAt, byte @Nullable [] message, boolean consents, boolean settled, boolean doubtful) {

        boolean undecided() {
            return !settled && doubtful;
        }

        boolean open() {
            return !settled && !doubtful;
        }

        boolean publishable() {
            return open() && message != null;
        }
    }

    /**
     * Puts the messages of all orders back into the outbox that have no receipt and that Meta still takes.
     *
     * @param since  paid then or later
     * @param dryRun counts only
     * @param each   is told after every few hundred orders
     */
    Tally republish(Instant since, boolean dryRun, Consumer<Tally> each) {
        Tally tally = new Tally(0, 0, 0, 0);
        Instant at = since;
        UUID last = new UUID(0, 0);
        List<Paid> some;
        do {
            some = paid(at, last);
            if (!dryRun) {
                append(some);
            }
            for (Paid order : some) {
                tally = tally.plus(order);
                at = order.paidAt;
                last = order.id;
            }
            each.accept(tally);
        } while (some.size() == AT_ONCE);
        return tally;
    }

    private List<Paid> paid(Instant at, UUID after) {
        return jdbc.sql("""
                        with page as (
                            select id, event_id, paid_at, message, marketing_consent from orders
                            where state = 'PAID' and (paid_at, id) > (:at, :after)
                                and (paid_at > :website or action_source = 'physical_store')
                            order by paid_at, id limit :most)
                        select page.*, receipts.settled, receipts.doubtful from page
                        -- Joined for each row: the table of all receipts is not read.
                        cross join lateral (select
                                coalesce(bool_or(status <> 'DEAD_LETTERED'), false) as settled,
                                coalesce(bool_or(status = 'DEAD_LETTERED' and reason = 'in_doubt'), false) as doubtful
                            from outcome where outcome.event_id = page.event_id) receipts
                        order by page.paid_at, page.id""")
                .param("at", Timestamp.from(at))
                .param("website", Timestamp.from(clock.instant().minus(MetaWindow.WEBSITE)))
                .param("after", after)
                .param("most", AT_ONCE)
                .query((row, index) -> new Paid(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("paid_at").toInstant(),
                        row.getBytes("message"),
                        row.getBoolean("marketing_consent"),
                        row.getBoolean("settled"),
                        row.getBoolean("doubtful")))
                .list();
    }

    private void append(List<Paid> orders) {
        transaction.executeWithoutResult(status ->
                orders.stream().filter(Paid::publishable).map(this::entry).forEach(outbox::append));
    }

    private OutboxEntry entry(Paid order) {
        byte[] stored = Objects.requireNonNull(order.message);
        OrderCompleted kept = json.readValue(stored, OrderCompleted.class);
        // Consent may have been withdrawn, and Kafka may have lost that as well.
        OrderCompleted message = order.consents ? kept : kept.withoutConsent();
        return new OutboxEntry(
                OrderCompleted.TOPIC,
                message.orderId(),
                CloudEvent.headers(message.type(), message.eventId(), storefront.publicBaseUrl(), clock.instant()),
                order.consents ? stored : json.writeValueAsBytes(message));
    }
}
