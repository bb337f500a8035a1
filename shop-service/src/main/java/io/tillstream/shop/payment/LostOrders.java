package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.LineItem;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.seal.VisitorSeal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Restores orders whose rows are lost although this shop opened their sessions: the database was restored from a backup, or a
 * standby without them took over. All that is needed is in the session.
 */
@Component
class LostOrders {

    private static final Logger log = LoggerFactory.getLogger(LostOrders.class);

    private final StripeCheckout stripe;
    private final SessionMark mark;
    private final Orders orders;
    private final OrderSessions sessions;
    private final VisitorSeal seal;

    LostOrders(StripeCheckout stripe, SessionMark mark, Orders orders, OrderSessions sessions, VisitorSeal seal) {
        this.stripe = stripe;
        this.mark = mark;
        this.orders = orders;
        this.sessions = sessions;
        this.seal = seal;
    }

    /** Stores the session of an order: we crashed after Stripe's answer, or the database was restored. */
    void restoreSession(Order order, Session session) {
        sessions.opened(order.id(), null, session.getId());
    }

    /** @return empty when the session is not one of this shop's */
    Optional<Order> restore(Session session) throws StripeException {
        if (!mark.isOurs(session)) {
            return Optional.empty();
        }
        UUID id =
                SessionMark.id(session.getMetadata().get(SessionMark.ORDER_ID)).orElseThrow();
        UUID eventId =
                SessionMark.id(session.getMetadata().get(SessionMark.EVENT_ID)).orElseThrow();
        List<OrderItem> items =
                stripe.lines(session.getId()).stream().map(LostOrders::item).toList();
        Order order = new Order(
                id,
                eventId.toString(),
                State.PENDING,
                items,
                items.stream().map(OrderItem::total).reduce(Money::plus).orElseThrow(),
                session.getId(),
                seal.open(SessionMark.sealedVisitor(session)),
                null);
        if (orders.restore(order)) {
            log.atError()
                    .addKeyValue("order", id)
                    .addKeyValue("session", session.getId())
                    .log(
                            "An order whose session Stripe has was missing in the database, as after a restore. It was restored from the session and is published as usual; check what else the database has lost");
        }
        return orders.find(id);
    }

    private static OrderItem item(LineItem line) {
        String sku = line.getPrice().getProductObject().getMetadata().get(StripeCheckout.SKU);
        return new OrderItem(
                sku == null ? line.getPrice().getProduct() : sku,
                line.getDescription(),
                Math.toIntExact(line.getQuantity()),
                Money.ofStripe(line.getPrice().getUnitAmount(), line.getPrice().getCurrency()));
    }
}
