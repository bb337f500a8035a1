package io.tillstream.shop.consent;

import io.tillstream.platform.kafka.SharedTopics;
import io.tillstream.shop.outbox.CloudEvent;
import io.tillstream.shop.outbox.MetaWindow;
import io.tillstream.shop.outbox.Outbox;
import io.tillstream.shop.outbox.OutboxEntry;
import io.tillstream.shop.storefront.StorefrontSettings;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Withdraws consent from the orders of a visitor that were not sent to Meta yet. */
@Component
public class Withdrawals {

    static final String TOPIC = SharedTopics.WITHDRAWALS;
    static final String TYPE = "io.tillstream.consent-withdrawn.v1";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final JsonMapper json;
    private final StorefrontSettings storefront;
    private final Clock clock;

    Withdrawals(JdbcClient jdbc, Outbox outbox, JsonMapper json, StorefrontSettings storefront, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.json = json;
        this.storefront = storefront;
        this.clock = clock;
    }

    /** @param visitor id of the browser that placed the orders, or the reference of their visitor's context */
    @Transactional
    public void withdraw(String visitor) {
        withdraw("(visitor_id = :of or visitor_reference = :of)", visitor);
    }

    /** @param orders ids; unknown ones are ignored */
    @Transactional
    public void withdraw(Collection<UUID> orders) {
        if (!orders.isEmpty()) {
            withdraw("id in (:of)", orders);
        }
    }

    private void withdraw(String which, Object of) {
        Instant now = clock.instant();
        jdbc.sql("delete from known_customer where first_order in (select id from orders where " + which
                        + " and marketing_consent)")
                .param("of", of)
                .update();
        jdbc.sql("""
                        with withdrawn as (
                            update orders set marketing_consent = false, visitor_id = null, ip = null, user_agent = null,
                                fbp = null, fbc = null, referrer_url = null, sealed_visitor = null, visitor_reference = null,
                                source_url = substring(source_url from '^https?://[^/]+/')
                            where %s and marketing_consent
                            returning coalesce(reference, id::text) as id, event_id, state, paid_at, action_source)
                        -- Meta takes no older event, so no older order can be waiting.
                        select id, event_id from withdrawn where state = 'PAID' and paid_at >
                            case action_source when 'physical_store' then cast(:store as timestamptz)
                            else cast(:website as timestamptz) end""".formatted(which))
                .param("of", of)
                .param("store", Timestamp.from(now.minus(MetaWindow.PHYSICAL_STORE)))
                .param("website", Timestamp.from(now.minus(MetaWindow.WEBSITE)))
                .query((row, index) -> new Withdrawn(row.getString("event_id"), row.getString("id"), now))
                .list()
                .forEach(withdrawn -> {
                    refuse(withdrawn.orderId());
                    outbox.append(entry(withdrawn));
                });
    }

    /**
     * Takes the customer out of an order's message that still waits: the withdrawal behind it may be read too late. The fields are
     * those of {@code contracts/order-completed.v1.schema.json} that need consent.
     */
    private void refuse(String orderId) {
        jdbc.sql("""
                        update outbox set payload = convert_to(cast(cast(convert_from(payload, 'UTF8') as jsonb)
                                - 'customer' - 'referrerUrl' - 'dataProcessing' - 'customerSegmentation'
                                || '{"consent": "denied"}' as text), 'UTF8')
                        where topic = :topic and key = :order""")
                .param("topic", SharedTopics.ORDERS)
                .param("order", orderId)
                .update();
    }

    private OutboxEntry entry(Withdrawn withdrawn) {
        Map<String, String> headers = CloudEvent.headers(
                TYPE, withdrawn.eventId() + "-withdrawn", storefront.publicBaseUrl(), withdrawn.withdrawnAt());
        return new OutboxEntry(TOPIC, withdrawn.orderId(), headers, json.writeValueAsBytes(withdrawn));
    }

    /** The message (contracts/consent-withdrawn.v1.schema.json). */
    record Withdrawn(String eventId, String orderId, Instant withdrawnAt) {}
}
