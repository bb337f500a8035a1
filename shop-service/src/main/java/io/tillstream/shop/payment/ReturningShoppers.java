package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import io.tillstream.shop.browser.BrowserOrders;
import io.tillstream.shop.limit.Allowance;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds the order of a shopper who comes back from Stripe, and settles it if need be. Reloads do not ask Stripe each time. */
@Component
class ReturningShoppers {

    private final Payments payments;
    private final Orders orders;
    private final BrowserOrders browserOrders;
    private final StripeShares shares;
    private final Allowance<UUID> questions = new Allowance<>(5, Duration.ofSeconds(2));

    ReturningShoppers(Payments payments, Orders orders, BrowserOrders browserOrders, StripeShares shares) {
        this.payments = payments;
        this.orders = orders;
        this.browserOrders = browserOrders;
        this.shares = shares;
    }

    /** An order that was placed in this browser, by the number that shoppers read; empty for any other. */
    Optional<Order> byNumber(String number, HttpServletRequest request) {
        return browserOrders.read(request).stream()
                .filter(id -> Order.number(id).equals(number))
                .findFirst()
                .flatMap(orders::find);
    }

    /** The order as Stripe has it now; unchanged where it is paid, Stripe does not answer, or was just asked. */
    Order settled(Order order) {
        return !order.paid()
                        && order.stripeSessionId() != null
                        && questions.takes(order.id())
                        && ask(order.stripeSessionId()) instanceof SettleResult.Known known
                ? known.order()
                : order;
    }

    /**
     * The order of a session, of any browser. Stripe is asked only about a session that we do not know, as when another one has
     * replaced it, and only for a browser that has placed orders.
     */
    SettleResult bySession(String sessionId, HttpServletRequest request) {
        if (!StripeId.SESSION.fits(sessionId)) {
            return new SettleResult.NotOurs();
        }
        Optional<Order> ours = orders.findBySession(sessionId);
        if (ours.isPresent()) {
            return new SettleResult.Known(ours.get(), false);
        }
        Optional<UUID> newest = browserOrders.read(request).stream().findFirst();
        if (newest.isEmpty()) {
            return new SettleResult.NotOurs();
        }
        // A shopper who has just paid and reloads too often waits; "no such order" would be wrong.
        return questions.takes(newest.get()) ? ask(sessionId) : new SettleResult.Unreachable();
    }

    /** The order of a session as Stripe has it now. */
    SettleResult ask(String sessionId) {
        try {
            return shares.ofShoppers(() -> payments.settle(sessionId));
        } catch (StripeException e) {
            return new SettleResult.Unreachable();
        }
    }
}
