package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Catalog;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.outbox.Outbox;
import io.tillstream.shop.outbox.OutboxEntry;
import io.tillstream.shop.trace.Traces;
import io.tillstream.shop.visitor.StorefrontSettings;
import io.tillstream.shop.visitor.Visitor;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

/** All orders. What changes one is a guarded update, so that doing it twice, or in two shops at once, does it once. */
@Component
public class Orders {

    private final JdbcClient jdbc;
    private final OrderRows rows;
    private final Catalog catalog;
    private final Outbox outbox;
    private final CustomerSeal seal;
    private final VisitorSeal visitorSeal;
    private final CustomerIds customerIds;
    private final KnownCustomers knownCustomers;
    private final LimitedDataUse limits;
    private final InternalSettings internal;
    private final JsonMapper json;
    private final StorefrontSettings storefront;
    private final Traces traces;
    private final Clock clock;

    Orders(
            JdbcClient jdbc,
            Catalog catalog,
            Outbox outbox,
            CustomerSeal seal,
            VisitorSeal visitorSeal,
            CustomerIds customerIds,
            KnownCustomers knownCustomers,
            LimitedDataUse limits,
            InternalSettings internal,
            JsonMapper json,
            StorefrontSettings storefront,
            Traces traces,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = new OrderRows(jdbc);
        this.catalog = catalog;
        this.outbox = outbox;
        this.seal = seal;
        this.visitorSeal = visitorSeal;
        this.customerIds = customerIds;
        this.knownCustomers = knownCustomers;
        this.limits = limits;
        this.internal = internal;
        this.json = json;
        this.storefront = storefront;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Writes an order down, once: asked again with the same id, as by a double click, it gives the order there is, with
     * the visitor as they are now if it is not paid: they may have answered, or come by another ad.
     *
     * @param items at least one, all in one currency
     */
    @Transactional
    public Order place(UUID id, List<OrderItem> items, Visitor visitor) {
        Money total = items.stream().map(OrderItem::total).reduce(Money::plus).orElseThrow();
        Order order = new Order(id, UUID.randomUUID(), State.PENDING, items, total, null, visitor.keepable());
        String sealed = visitorSeal.close(order.visitor());
        if (rows.insert(order, clock.instant(), traces.current(), sealed)) {
            return order;
        }
        rows.refresh(id, order.visitor(), sealed);
        return rows.find(id).orElseThrow();
    }

    /**
     * Writes an order down again whose row was lost, as when a database is restored.
     *
     * @param order with the session that Stripe has of it
     * @return false when there is one with its id
     */
    @Transactional
    public boolean restore(Order order) {
        return rows.insert(order, clock.instant(), null, null)
                && sessionOpened(order.id(), null, String.valueOf(order.stripeSessionId()));
    }

    /** The visitor of an order, sealed; the same text until they change. Null when the order is not ours. */
    public @Nullable String sealedVisitor(UUID id) {
        return rows.sealedVisitor(id);
    }

    /** Which shop this is: the id of its database, the same in all its instances. */
    public UUID shopId() {
        return jdbc.sql("select id from shop").query(UUID.class).single();
    }

    /**
     * Remembers the Checkout Session that Stripe opened for an order.
     *
     * @param before the session whose place it takes; null for none
     * @return false when another one was remembered meanwhile; then nothing has changed
     */
    public boolean sessionOpened(UUID id, @Nullable String before, String stripeSessionId) {
        return jdbc.sql("""
                        update orders set stripe_session_id = :session
                        where id = :id and (stripe_session_id is not distinct from :before or stripe_session_id = :session)""")
                        .param("session", stripeSessionId)
                        .param("id", id)
                        .param("before", before, Types.VARCHAR)
                        .update()
                == 1;
    }

    /** Number of the attempt to open a Checkout Session, 1 at first. */
    public int sessionAttempt(UUID id) {
        return jdbc.sql("select session_attempt from orders where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /**
     * Begins another attempt, as the answer to the last is of no use and Stripe would give it again for a day.
     *
     * @param last the attempt that failed; nothing changes when another click has begun the next already
     */
    public int nextSessionAttempt(UUID id, int last) {
        jdbc.sql("update orders set session_attempt = session_attempt + 1 where id = ? and session_attempt = ?")
                .params(id, last)
                .update();
        return sessionAttempt(id);
    }

    /** @return empty when the order is not ours */
    public Optional<Order> find(UUID id) {
        return rows.find(id);
    }

    /** @param id of the Checkout Session that Stripe opened last for an order */
    public Optional<Order> findBySession(String id) {
        return rows.findBySession(id);
    }

    /** @param id Stripe's, of the payment that made an order paid */
    public Optional<Order> findByPaymentIntent(String id) {
        return rows.findByPaymentIntent(id);
    }

    /** The orders with these ids, the newest first; an id that is not ours has none. */
    public List<Order> find(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : rows.find(ids);
    }

    /**
     * Brings an order into a state in which nothing is collected: AWAITING, FAILED or EXPIRED.
     *
     * @return false when it may not come there from where it is; then nothing has changed
     */
    public boolean become(State next, UUID id) {
        Assert.isTrue(next != State.PAID && next != State.HELD, "What is collected needs a payment");
        return jdbc.sql("update orders set state = :next where id = :id and state in (:before)")
                        .param("next", next.name())
                        .param("id", id)
                        .param("before", names(next.before()))
                        .update()
                == 1;
    }

    /**
     * Turns an order paid and, in the same transaction, puts its message into the outbox. One that is held stays so.
     *
     * @return false when it was paid or held already; then nothing has changed
     */
    @Transactional
    public boolean markPaid(Order order, Payment payment) {
        boolean moved = publish(order, payment, State.HELD.before());
        if (moved) {
            catalog.sold(order.quantities());
        }
        return moved;
    }

    /**
     * Lets an order go that was held, as a person has looked at it. It was paid when it was paid, not when they looked.
     *
     * @return false when it was not held
     */
    @Transactional
    public boolean release(Order order, Payment payment) {
        return rows.paidAt(order.id())
                .filter(paidAt -> publish(order, payment.at(paidAt), Set.of(State.HELD)))
                .isPresent();
    }

    private boolean publish(Order order, Payment payment, Set<State> from) {
        if (!rows.collected(order.id(), State.PAID, payment, null, names(from))) {
            return false;
        }
        // In the trace that began when it was placed, whoever brings the news.
        traces.resume(rows.traceparent(order.id()), "order paid", () -> append(order.id(), payment));
        return true;
    }

    private void append(UUID id, Payment payment) {
        // As it is now: consent may have been withdrawn since the order was read.
        Order now = rows.find(id).orElseThrow();
        boolean bought = internal.contain(payment.email());
        String customerId = now.visitor().consents() ? customerIds.of(payment.email()) : null;
        OutboxEntry entry = entry(OrderCompleted.of(
                now,
                payment,
                seal,
                customerId,
                bought ? null : knownCustomers.segmentation(customerId, id, payment),
                limits,
                bought,
                storefront.page("/thanks")));
        rows.keep(id, entry.payload(), bought);
        outbox.append(entry);
    }

    /**
     * Keeps a paid order from Kafka because it was not paid as we asked.
     *
     * @return false when it was paid or held already
     */
    @Transactional
    public boolean hold(Order order, Payment payment, String reason) {
        boolean moved = rows.collected(order.id(), State.HELD, payment, reason, names(State.HELD.before()));
        if (moved) {
            catalog.sold(order.quantities());
        }
        return moved;
    }

    /**
     * Remembers that a paid order was shown, so that the browser tells Meta of it once.
     *
     * @return true the first time only, and never when the shop itself bought
     */
    public boolean markShown(UUID id) {
        return jdbc.sql(
                                "update orders set shown_at = ? where id = ? and state = 'PAID' and shown_at is null and not internal")
                        .params(Timestamp.from(clock.instant()), id)
                        .update()
                == 1;
    }

    /** @return true once: what was ordered is to leave the cart now */
    public boolean leaveCart(UUID id) {
        return jdbc.sql("update orders set left_cart_at = ? where id = ? and left_cart_at is null")
                        .params(Timestamp.from(clock.instant()), id)
                        .update()
                == 1;
    }

    /** @return true once, when it had left: what was ordered is to go back into the cart now */
    public boolean returnToCart(UUID id) {
        return jdbc.sql("update orders set left_cart_at = null where id = ? and left_cart_at is not null")
                        .param(id)
                        .update()
                == 1;
    }

    /** How many orders there are in each state, live ones under true and those of test mode under false. */
    Map<Boolean, Map<State, Long>> count() {
        Map<State, Long> live = new EnumMap<>(State.class);
        Map<State, Long> test = new EnumMap<>(State.class);
        jdbc.sql("select state, livemode, count(*) from orders group by state, livemode")
                .query(row -> {
                    // One for which no session is opened yet counts as live.
                    Map<State, Long> counts = Boolean.FALSE.equals(row.getObject(2, Boolean.class)) ? test : live;
                    counts.merge(State.valueOf(row.getString(1)), row.getLong(3), Long::sum);
                });
        return Map.of(true, live, false, test);
    }

    private static List<String> names(Set<State> states) {
        return states.stream().map(State::name).toList();
    }

    private OutboxEntry entry(OrderCompleted message) {
        Map<String, String> headers =
                CloudEvent.headers(OrderCompleted.TYPE, message.eventId(), storefront.publicBaseUrl(), clock.instant());
        return new OutboxEntry(OrderCompleted.TOPIC, message.orderId(), headers, json.writeValueAsBytes(message));
    }
}
