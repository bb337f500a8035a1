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
 * Sends a shopper to Stripe. A cart becomes one order with one session, even if it is checked out several times or in several
 * tabs, because the order takes the cart's id.
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

    /** Where the shopper goes next. */
    sealed interface Way {

        /** To Stripe's payment page. */
        record ToStripe(Order order, String url) implements Way {}

        /** To the order: it is paid, or waits for the bank. */
        record ToOrder(Order order) implements Way {}

        /**
         * This order can no longer be paid; the cart needs a new id.
         *
         * @param cartId the new id
         */
        record Again(UUID cartId) implements Way {}
    }

    /**
     * @param cartId   becomes the order's id
     * @param items    at present prices
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
     * Ends the session of an order that another one replaces. A payment that has already begun may still succeed.
     *
     * @param by the order that replaces it
     * @return the order as it is now: still PENDING or given up, or already paid at Stripe
     * @throws StripeException when Stripe does not answer; the caller then opens no other order
     */
    Order giveUp(Order order, UUID by) throws StripeException {
        if (order.state() != State.PENDING || order.stripeSessionId() == null) {
            return order;
        }
        try {
            stripe.expire(order.stripeSessionId());
            orders.become(State.EXPIRED, order.id());
        } catch (InvalidRequestException e) {
            // A session that is paid, or being paid, cannot be ended.
            if (payments.settle(order.stripeSessionId()) instanceof SettleResult.Known known
                    && known.order().state() != State.PENDING) {
                return known.order();
            }
            secondPayments.replaced(order.id(), by);
            log.atInfo()
                    .addKeyValue("order", order.id())
                    .addKeyValue("code", e.getCode())
                    .log("The session of a replaced order could not be ended; it expires within a day");
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

    /** Another tab stored its session first, for example in another language. Only one session may stay open. */
    private Way toTheOther(Order order, Session loser) throws StripeException {
        stripe.expire(loser.getId());
        Order now = orders.find(order.id()).orElseThrow();
        String url = now.stripeSessionId() == null
                ? null
                : stripe.read(now.stripeSessionId()).getUrl();
        return url == null ? new Way.ToOrder(now) : new Way.ToStripe(now, url);
    }

    /** Stripe repeats its answer to an attempt for a day. After a failure a new attempt lets the cart be paid. */
    private Session open(Order order, Locale language) throws StripeException {
        int attempt = sessions.attempt(order.id());
        for (int time = 1; ; time++) {
            try {
                return stripe.open(order, language, attempt);
            } catch (IdempotencyException e) {
                // A parameter has changed since, such as the language.
                if (time == MOST_TIMES) {
                    throw e;
                }
                attempt = sessions.nextAttempt(order.id(), attempt);
            } catch (ApiException e) {
                if (e.getStatusCode() == CONFLICT && time < MOST_TIMES) {
                    // Stripe is still answering another click of the same shopper.
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
