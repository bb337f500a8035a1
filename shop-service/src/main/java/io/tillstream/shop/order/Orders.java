package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Catalog;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.seal.VisitorSeal;
import io.tillstream.shop.trace.Traces;
import io.tillstream.shop.visitor.Visitor;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/** All orders. Every change of state is a guarded update: repeated, or made by two shops at once, it takes effect once. */
@Component
public class Orders {

    private final OrderRows rows;
    private final OrderQueries queries;
    private final OrderPublisher publisher;
    private final Catalog catalog;
    private final VisitorSeal visitorSeal;
    private final Traces traces;
    private final Clock clock;

    Orders(
            OrderRows rows,
            OrderQueries queries,
            OrderPublisher publisher,
            Catalog catalog,
            VisitorSeal visitorSeal,
            Traces traces,
            Clock clock) {
        this.rows = rows;
        this.queries = queries;
        this.publisher = publisher;
        this.catalog = catalog;
        this.visitorSeal = visitorSeal;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Places an order once. Called again with the same id, as after a double click, it returns the existing order; if that
     * is still PENDING, its visitor is updated, who may have answered or clicked another ad since.
     *
     * @param items at least one, all in one currency
     */
    @Transactional
    public Order place(UUID id, List<OrderItem> items, Visitor visitor) {
        Money total = items.stream().map(OrderItem::total).reduce(Money::plus).orElseThrow();
        Order order = new Order(
                id, UUID.randomUUID().toString(), State.PENDING, items, total, null, visitor.keepable(), null);
        String sealed = visitorSeal.close(order.visitor());
        if (rows.insert(order, clock.instant(), traces.current(), sealed)) {
            return order;
        }
        rows.refresh(id, order.visitor(), sealed);
        return queries.find(id).orElseThrow();
    }

    /**
     * Inserts an order whose row was lost, as after a restore of the database.
     *
     * @param order with its Checkout Session
     * @return false when an order with its id exists; then nothing has changed
     */
    @Transactional
    public boolean restore(Order order) {
        return rows.insert(order, clock.instant(), null, null);
    }

    /**
     * Places an order for a sale that was made elsewhere. Called again with the same id, it changes nothing.
     *
     * @param order       of a {@link Sale}, PENDING
     * @param unique      the id in messages, where the order's own ids are another order's already
     * @return the order as it is stored
     */
    @Transactional
    public Order place(Order order, String unique) {
        if (!rows.insert(order, clock.instant(), null, null)
                && queries.find(order.id()).isEmpty()) {
            // The id for the event stays if it can: the seller's page may tell Meta the same.
            boolean placed = rows.insert(order.withReference(unique), clock.instant(), null, null)
                    || rows.insert(order.withIds(unique), clock.instant(), null, null)
                    || rows.insert(order.withIds(order.id().toString()), clock.instant(), null, null);
            Assert.state(placed, "An id that is made of the order's own is no other order's");
        }
        return queries.find(order.id()).orElseThrow();
    }

    /** The visitor of an order, sealed; the same text until the visitor changes. Null when there is none. */
    public @Nullable String sealedVisitor(UUID id) {
        return queries.sealedVisitor(id);
    }

    /** @return empty when the order is not ours */
    public Optional<Order> find(UUID id) {
        return queries.find(id);
    }

    /** @param id of the Checkout Session that was opened last for an order */
    public Optional<Order> findBySession(String id) {
        return queries.findBySession(id);
    }

    /** @param id of Stripe's payment intent, of a first or a second payment */
    public Optional<Order> findByPaymentIntent(String id) {
        return queries.findByPaymentIntent(id);
    }

    /** The orders with these ids, newest first. Unknown ids are skipped. */
    public List<Order> find(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : queries.find(ids);
    }

    /**
     * Brings an order into a state without payment: AWAITING, FAILED or EXPIRED.
     *
     * @return false when its present state does not allow that; then nothing has changed
     */
    public boolean become(State next, UUID id) {
        Assert.isTrue(next != State.PAID && next != State.HELD, "PAID and HELD need a payment");
        return rows.become(id, next, next.before());
    }

    /**
     * Marks an order as PAID and, in the same transaction, puts its message into the outbox. A HELD order stays HELD.
     *
     * @return false when it was PAID or HELD already; then nothing has changed
     */
    @Transactional
    public boolean markPaid(Order order, Payment payment) {
        boolean moved = publish(order, payment, State.HELD.before());
        if (moved) {
            leavesStock(order);
        }
        return moved;
    }

    /**
     * Marks a HELD order as PAID after a person has checked it. It keeps its time of payment.
     *
     * @return false when it was not HELD; then nothing has changed
     */
    @Transactional
    public boolean release(Order order, Payment payment) {
        return queries.paidAt(order.id())
                .filter(paidAt -> publish(order, payment.at(paidAt), Set.of(State.HELD)))
                .isPresent();
    }

    private boolean publish(Order order, Payment payment, Set<State> from) {
        if (!rows.collected(order.id(), State.PAID, payment, null, from)) {
            return false;
        }
        // Continues the trace of the request that placed the order.
        traces.resume(queries.traceparent(order.id()), "order paid", () -> publisher.publish(order.id(), payment));
        return true;
    }

    /**
     * Remembers that the thanks page showed a paid order, so that the browser sends its Purchase to Meta once.
     *
     * @return true the first time only; false also when the shop itself bought
     */
    public boolean markShown(UUID id) {
        return rows.markShown(id, clock.instant());
    }

    /**
     * Marks an order as HELD: it is paid, but not as we asked, and is not published.
     *
     * @param reason the difference, in a sentence
     * @return false when it was PAID or HELD already; then nothing has changed
     */
    @Transactional
    public boolean hold(Order order, Payment payment, String reason) {
        boolean moved = rows.collected(order.id(), State.HELD, payment, reason, State.HELD.before());
        if (moved) {
            leavesStock(order);
        }
        return moved;
    }

    /** Other sites have their own stock. */
    private void leavesStock(Order order) {
        if (order.sale() == null) {
            catalog.sold(order.quantities());
        }
    }
}
