package io.tillstream.shop.payment;

import com.stripe.exception.ApiException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.refund.SecondPayments;
import io.tillstream.shop.visitor.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends a shopper to Stripe. One cart is one order and one session, however often and in how many tabs it is checked out:
 * the cart's id becomes the order's.
 */
@Component
class Checkout {

    private static final Logger log = LoggerFactory.getLogger(Checkout.class);
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;
    private static final int MOST_TIMES = 4;
    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(1);

    private final Orders orders;
    private final OrderSessions sessions;
    private final SecondPayments secondPayments;
    private final StripeCheckout stripe;
    private final Payments payments;

    Checkout(
            Orders orders,
            OrderSessions sessions,
            SecondPayments secondPayments,
            StripeCheckout stripe,
            Payments payments) {
        this.orders = orders;
        this.sessions = sessions;
        this.secondPayments = secondPayments;
        this.stripe = stripe;
        this.payments = payments;
    }

    /** Where the shopper goes now: exactly one of these. */
    sealed interface Way {

        /** To Stripe, to pay. */
        record ToStripe(Order order, String url) implements Way {}

        /** The cart is paid already, or as good as: back to its order. */
        record ToOrder(Order order) implements Way {}

        /**
         * This order's time is over; the same cart needs a new id.
         *
         * @param cartId the new one
         */
        record Again(UUID cartId) implements Way {}
    }

    /**
     * @param cartId   becomes the order's id
     * @param items    at the prices of this moment
     * @param language of the payment page
     */
    Way begin(UUID cartId, List<OrderItem> items, Visitor visitor, Locale language) throws StripeException {
        Order order = orders.place(cartId, items, visitor);
        if (order.stripeSessionId() != null && order.state() == State.PENDING) {
            order = payments.settle(order.stripeSessionId()) instanceof SettleResult.Known known
                    ? known.order()
                    : order;
        }
        return switch (order.state()) {
            case PAID, HELD, AWAITING -> new Way.ToOrder(order);
            case FAILED, EXPIRED -> new Way.Again(UUID.randomUUID());
            case PENDING -> {
                if (order.items().equals(items)) {
                    yield toStripe(order, language);
                }
                Way.Again again = new Way.Again(UUID.randomUUID());
                Order now = giveUp(order, again.cartId());
                yield now.paid() || now.state() == State.AWAITING ? new Way.ToOrder(now) : again;
            }
        };
    }

    /**
     * Sees to it that an order is not paid any more, as another takes its place. If the shopper is paying just now, it may be.
     *
     * @param by the order that takes its place
     * @return the order as it is now: given up, or paid before anybody had told us
     * @throws StripeException when Stripe does not answer; no other order is opened then
     */
    Order giveUp(Order order, UUID by) throws StripeException {
        if (order.state() != State.PENDING || order.stripeSessionId() == null) {
            return order;
        }
        try {
            stripe.expire(order.stripeSessionId());
            orders.become(State.EXPIRED, order.id());
        } catch (InvalidRequestException e) {
            // What is paid, or being paid, cannot be ended.
            if (payments.settle(order.stripeSessionId()) instanceof SettleResult.Known known
                    && known.order().state() != State.PENDING) {
                return known.order();
            }
            secondPayments.replaced(order.id(), by);
            log.atInfo()
                    .addKeyValue("order", order.id())
                    .addKeyValue("code", e.getCode())
                    .log("An order that was given up could not be ended at Stripe; it ends by itself within a day");
        }
        return order;
    }

    private Way toStripe(Order order, Locale language) throws StripeException {
        if (order.stripeSessionId() != null) {
            Session open = stripe.read(order.stripeSessionId());
            if (open.getUrl() != null) {
                return new Way.ToStripe(order, open.getUrl());
            }
            sessions.nextAttempt(order.id(), sessions.attempt(order.id()));
        }
        Session session = open(order, language);
        return sessions.opened(order.id(), order.stripeSessionId(), session.getId())
                ? new Way.ToStripe(order, session.getUrl())
                : toTheOther(order, session);
    }

    /** Another tab was faster, in another language perhaps: only one of the two sessions may be paid. */
    private Way toTheOther(Order order, Session loser) throws StripeException {
        stripe.expire(loser.getId());
        Order now = orders.find(order.id()).orElseThrow();
        String url = now.stripeSessionId() == null
                ? null
                : stripe.read(now.stripeSessionId()).getUrl();
        return url == null ? new Way.ToOrder(now) : new Way.ToStripe(now, url);
    }

    /** What Stripe keeps of an attempt for a day must not keep this cart from being paid for a day. */
    private Session open(Order order, Locale language) throws StripeException {
        int attempt = sessions.attempt(order.id());
        for (int time = 1; ; time++) {
            try {
                return stripe.open(order, language, attempt);
            } catch (IdempotencyException e) {
                // Something of it is another now, such as the language.
                if (time == MOST_TIMES) {
                    throw e;
                }
                attempt = sessions.nextAttempt(order.id(), attempt);
            } catch (ApiException e) {
                if (e.getStatusCode() == CONFLICT && time < MOST_TIMES) {
                    // Another click of the same shopper is being answered just now.
                    LockSupport.parkNanos(UNTIL_ANSWERED.toNanos());
                } else {
                    if (e.getStatusCode() >= SERVER_ERROR) {
                        sessions.nextAttempt(order.id(), attempt);
                    }
                    throw e;
                }
            }
        }
    }
}
