package io.tillstream.shop.payment;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tillstream.shop.order.MoneyBack;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.order.SecondPayments;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Settles payments: asks Stripe how one stands and brings its order there, once. Safe to call at any time, any number of
 * times and from several shops at once: the webhook, the thanks page and the reconciler all do. Of what they were told it
 * uses ids alone; everything else is read from Stripe.
 */
@Component
class Payments {

    private static final Logger log = LoggerFactory.getLogger(Payments.class);

    /** An empty or odd id would make stripe-java ask for something else, such as the list of all sessions. */
    private static final Pattern SESSION_ID = Pattern.compile("cs_(test|live)_[A-Za-z0-9]{1,200}");

    private static final int NOT_FOUND = 404;
    private static final Pattern PAYMENT_INTENT_ID = Pattern.compile("pi_[A-Za-z0-9_]{1,200}");

    private final StripeCheckout stripe;
    private final StripeHistory history;
    private final Orders orders;
    private final LostOrders lostOrders;
    private final SecondPayments secondPayments;
    private final MoneyBack moneyBack;
    private final StripeSettings settings;
    private final Clock clock;
    private final Timer moved;
    private final Timer unmoved;
    private final Timer unanswered;

    Payments(
            StripeCheckout stripe,
            StripeHistory history,
            Orders orders,
            LostOrders lostOrders,
            SecondPayments secondPayments,
            MoneyBack moneyBack,
            StripeSettings settings,
            Clock clock,
            MeterRegistry registry) {
        this.stripe = stripe;
        this.history = history;
        this.orders = orders;
        this.lostOrders = lostOrders;
        this.secondPayments = secondPayments;
        this.moneyBack = moneyBack;
        this.settings = settings;
        this.clock = clock;
        this.moved = timer("moved", registry);
        this.unmoved = timer("unmoved", registry);
        this.unanswered = timer("unanswered", registry);
    }

    private static Timer timer(String outcome, MeterRegistry registry) {
        return Timer.builder("shop.settle")
                .tag("outcome", outcome)
                .description("Settling a payment, Stripe's answer included; moved if an order came into another state")
                .register(registry);
    }

    Settlement settle(String sessionId) {
        return settle(sessionId, clock.instant());
    }

    /**
     * Sees to what a notice speaks of: a session, or money that went back.
     *
     * @param toldAt when Stripe first said so
     */
    Settlement settle(Notice notice, Instant toldAt) {
        return notice.aboutSession() ? settle(notice.about(), toldAt) : settleMoneyBack(notice.about());
    }

    private Settlement settle(String sessionId, Instant toldAt) {
        return isSession(sessionId) ? asking(() -> settle(stripe.read(sessionId), toldAt)) : new Settlement.NotOurs();
    }

    /** Reads again what went back of a payment: its refunds and disputes. */
    private Settlement settleMoneyBack(String paymentIntentId) {
        return PAYMENT_INTENT_ID.matcher(paymentIntentId).matches()
                ? asking(() -> {
                    Optional<Order> order = orders.findByPaymentIntent(paymentIntentId);
                    if (order.isEmpty()) {
                        // Told of money that went back before we heard that it came: first things first.
                        order = order(stripe.readIntent(paymentIntentId).getMetadata());
                        if (order.isPresent() && order.get().stripeSessionId() != null) {
                            settle(stripe.read(order.get().stripeSessionId()), clock.instant());
                        }
                    }
                    return order.isPresent() ? recordMoneyBack(order.get(), paymentIntentId) : new Settlement.NotOurs();
                })
                : new Settlement.NotOurs();
    }

    /**
     * Lets a held order go, with what Stripe has.
     *
     * @return false when it is not held
     */
    boolean release(Order order) throws StripeException {
        if (order.state() != State.HELD || order.stripeSessionId() == null) {
            return false;
        }
        Session session = stripe.read(order.stripeSessionId());
        return orders.release(order, PaidSession.payment(session, order, clock.instant()));
    }

    private Settlement settle(Session session, Instant toldAt) throws StripeException {
        SessionOutcome outcome = SessionOutcome.of(session);
        Optional<Order> found = order(session);
        if (found.isEmpty() && (outcome == SessionOutcome.PAID || outcome == SessionOutcome.AWAITING)) {
            found = lostOrders.find(session);
        }
        if (found.isEmpty() || outcome == SessionOutcome.NO_PAYMENT) {
            return new Settlement.NotOurs();
        }
        Order order = found.get();
        switch (outcome) {
            case PAID -> paid(order, session, toldAt);
            case AWAITING -> orders.become(State.AWAITING, order.id());
            case FAILED -> orders.become(State.FAILED, order.id());
            case EXPIRED -> orders.become(State.EXPIRED, order.id());
            case OPEN, NO_PAYMENT -> {
                // Nothing has happened yet.
            }
        }
        return now(order);
    }

    private void paid(Order order, Session session, Instant toldAt) throws StripeException {
        if (order.stripeSessionId() == null) {
            // Lost between Stripe's answer and our row, or taken back by a restore.
            orders.sessionOpened(order.id(), null, session.getId());
        }
        Payment payment = PaidSession.payment(session, order, toldAt);
        String difference = PaidSession.difference(order, payment);
        if (difference == null) {
            if (orders.markPaid(order, payment)) {
                tellOfTheOther(order);
            }
        } else if (orders.hold(order, payment, difference)) {
            log.atError()
                    .addKeyValue("order", order.id())
                    .addKeyValue("reason", difference)
                    .log(
                            "A paid order is held back from Meta because it was not paid as we asked. Compare it with Stripe's Dashboard, then release it (docs/operating/shop.md, Held orders)");
        }
        if (secondPayments.note(order.id(), payment)) {
            log.atError()
                    .addKeyValue("order", order.id())
                    .addKeyValue("session", session.getId())
                    .log(
                            "An order was paid twice, in two sessions. It counts once; give this payment back in Stripe's Dashboard");
        }
        PaymentIntent intent = session.getPaymentIntentObject();
        Charge charge = intent == null ? null : intent.getLatestChargeObject();
        if (charge != null && (wentBack(charge) || Boolean.TRUE.equals(charge.getDisputed()))) {
            recordMoneyBack(order, intent.getId());
        }
    }

    /** A cart that was changed while its first order was being paid. */
    private void tellOfTheOther(Order order) {
        secondPayments
                .ofTheSameCart(order.id())
                .ifPresent(
                        other -> log.atError()
                                .addKeyValue("order", order.id())
                                .addKeyValue("other", other)
                                .log(
                                        "A cart was paid twice, as two orders: the shopper changed it while the first was being paid. Both are told to Meta; ask the customer, and give one back in Stripe's Dashboard"));
    }

    private Settlement recordMoneyBack(Order order, String paymentIntentId) throws StripeException {
        moneyBack.record(
                order.id(), paymentIntentId, history.refunds(paymentIntentId), history.disputes(paymentIntentId));
        return now(order);
    }

    private Settlement now(Order before) {
        Order now = orders.find(before.id()).orElseThrow();
        return new Settlement.Known(now, now.state() != before.state());
    }

    /**
     * Whether Stripe can say anything new about what a notice speaks of, told from our own rows: what is another's is none of
     * our business, and the session of an order that is paid has had its last word.
     */
    boolean worthAsking(Notice notice) {
        // Other programs have order ids too, and they are numbers for the most part.
        Optional<UUID> mark = SessionMark.id(notice.orderId());
        Optional<Order> marked = mark.flatMap(orders::find);
        if (!notice.aboutSession()) {
            return mark.isPresent()
                    || orders.findByPaymentIntent(notice.paymentIntent()).isPresent();
        }
        Optional<Order> order = marked.or(() -> orders.findBySession(notice.objectId()));
        // Another session than the order's own may be a second payment.
        return order.map(each -> !each.paid() || !notice.objectId().equals(each.stripeSessionId()))
                .orElse(mark.isPresent());
    }

    /** Whether a payment is known to be one of our orders'. */
    boolean knows(@Nullable String paymentIntentId) {
        return paymentIntentId == null
                || orders.findByPaymentIntent(paymentIntentId).isPresent();
    }

    /** Whether a text has the form of a session's id. */
    static boolean isSession(String id) {
        return SESSION_ID.matcher(id).matches();
    }

    /** Whether this shop opened a session, be its order known or not. */
    boolean isOurs(Session session) {
        return lostOrders.isOurs(session);
    }

    /**
     * The order that a session belongs to; empty when it is not ours. Somebody else's program on this account may have taken
     * our metadata away; the session's id is ours all the same.
     */
    Optional<Order> order(Session session) {
        return order(session.getMetadata()).or(() -> orders.findBySession(session.getId()));
    }

    /** The order that a session or payment intent of ours names; empty when it is not ours. */
    Optional<Order> order(@Nullable Map<String, String> metadata) {
        return SessionMark.id(metadata == null ? null : metadata.get(SessionMark.ORDER_ID))
                .flatMap(orders::find);
    }

    private Settlement asking(Question question) {
        Timer.Sample settling = Timer.start();
        Settlement settlement = answer(question);
        settling.stop(
                switch (settlement) {
                    case Settlement.Known known -> known.moved() ? moved : unmoved;
                    case Settlement.NotOurs notOurs -> unmoved;
                    case Settlement.Unreachable unreachable -> unanswered;
                });
        return settlement;
    }

    private Settlement answer(Question question) {
        try {
            return question.ask();
        } catch (StripeException e) {
            if (e instanceof InvalidRequestException && e.getStatusCode() == NOT_FOUND) {
                return new Settlement.NotOurs();
            }
            if (KeyTrouble.tell(log, e)) {
                return new Settlement.Unreachable();
            }
            log.atWarn()
                    .addKeyValue("api_base", settings.apiBase())
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getCode())
                    .addKeyValue("request_id", e.getRequestId())
                    .log(
                            "Stripe could not be asked about a payment. Nothing is lost: it is asked again when Stripe repeats its webhook, when the shopper returns, and by the reconciler");
            return new Settlement.Unreachable();
        }
    }

    private static boolean wentBack(Charge charge) {
        return charge.getAmountRefunded() != null && charge.getAmountRefunded() > 0;
    }

    private interface Question {
        Settlement ask() throws StripeException;
    }
}
