package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.LineItem;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.VisitorSeal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Orders whose rows are lost, though this shop opened their sessions: the database was restored, or a standby took over
 * that had not seen them. Each is made again from its session.
 */
@Component
class LostOrders {

    private static final Logger log = LoggerFactory.getLogger(LostOrders.class);

    private final StripeCheckout stripe;
    private final SessionMark mark;
    private final Orders orders;
    private final VisitorSeal seal;

    LostOrders(StripeCheckout stripe, SessionMark mark, Orders orders, VisitorSeal seal) {
        this.stripe = stripe;
        this.mark = mark;
        this.orders = orders;
        this.seal = seal;
    }

    boolean isOurs(Session session) {
        return mark.isOurs(session);
    }

    /** @return empty when the session is not one of this shop's */
    Optional<Order> find(Session session) throws StripeException {
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
                eventId,
                State.PENDING,
                items,
                items.stream().map(OrderItem::total).reduce(Money::plus).orElseThrow(),
                session.getId(),
                seal.open(SessionMark.sealedVisitor(session)));
        if (orders.restore(order)) {
            log.atError()
                    .addKeyValue("order", id)
                    .addKeyValue("session", session.getId())
                    .log(
                            "An order of which Stripe has a session was missing in the database, as after a restore. It was made again from the session and goes its way; look for what else the database has lost");
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
