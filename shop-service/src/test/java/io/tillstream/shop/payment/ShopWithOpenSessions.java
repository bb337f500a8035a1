package io.tillstream.shop.payment;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.visitor.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

/** Opens many Checkout Sessions without a browser. */
public abstract class ShopWithOpenSessions extends RunningShop {

    private static final Visitor VISITOR =
            new Visitor(Visitor.Choice.GRANTED, null, "192.0.2.1", "Mozilla/5.0", null, null, null);

    @Autowired
    private Orders orders;

    @Autowired
    private StripeCheckout stripe;

    @Autowired
    private OrderSessions orderSessions;

    /** Places orders, and returns the ids of their sessions. */
    protected List<String> opened(int count) throws Exception {
        List<String> sessions = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            Order order = orders.place(
                    UUID.randomUUID(),
                    List.of(new OrderItem("enamel-mug", "Enamel mug", 1, new Money(1100, "SGD"))),
                    VISITOR);
            String session = stripe.open(order, Locale.ENGLISH, 1).getId();
            orderSessions.opened(order.id(), null, session);
            sessions.add(session);
        }
        return sessions;
    }
}
