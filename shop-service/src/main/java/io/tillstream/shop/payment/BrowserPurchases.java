package io.tillstream.shop.payment;

import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.refund.OrderMoney;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Decides whether a browser's Pixel sends a Purchase to Meta: once per order, with consent, and soon after the payment. */
@Component
class BrowserPurchases {

    /** Meta drops the second copy of an event within 48 h. After a browser's copy in the first 24 h, the server's has another 24 h. */
    private static final Duration LATELY = Duration.ofHours(24);

    private final Orders orders;
    private final Clock clock;

    BrowserPurchases(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** True at most once per order: the order counts as shown afterwards. */
    boolean take(Order order, OrderMoney money) {
        return orders.markShown(order.id())
                && money.paidAt().isAfter(clock.instant().minus(LATELY))
                && order.visitor().consents();
    }
}
