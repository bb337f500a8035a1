package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.sale.Sales;
import io.tillstream.shop.sale.StripeSales;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Settles payments: asks Stripe for a payment's state and brings its order into the matching state, once. The webhook, the
 * thanks page and the reconciler call it at any time, repeatedly and from several shops at once. They pass only ids;
 * everything else is read from Stripe.
 */
@Component
public class Payments {

    /** With an empty or odd id, stripe-java would request something else, such as the list of all sessions. */
    private static final Pattern SESSION_ID = Pattern.compile("cs_(test|live)_[A-Za-z0-9]{1,200}");

    private static final Pattern INVOICE_ID = Pattern.compile("in_[A-Za-z0-9_]{1,200}");

    private static final Pattern PAYMENT_INTENT_ID = Pattern.compile("pi_[A-Za-z0-9_]{1,200}");

    private final StripeCheckout stripe;
    private final StripeInquiry inquiry;
    private final StripeMoneyBack moneyBack;
    private final Orders orders;
    private final OurOrders ourOrders;
    private final LostOrders lostOrders;
    private final PaidOrders paidOrders;
    private final Sales sales;
    private final StripeSales stripeSales;
    private final Clock clock;

    Payments(
            StripeCheckout stripe,
            StripeInquiry inquiry,
            StripeMoneyBack moneyBack,
            Orders orders,
            OurOrders ourOrders,
            LostOrders lostOrders,
            PaidOrders paidOrders,
            Sales sales,
            StripeSales stripeSales,
            Clock clock) {
        this.stripe = stripe;
        this.inquiry = inquiry;
        this.moneyBack = moneyBack;
        this.orders = orders;
        this.ourOrders = ourOrders;
        this.lostOrders = lostOrders;
        this.paidOrders = paidOrders;
        this.sales = sales;
        this.stripeSales = stripeSales;
        this.clock = clock;
    }

    /** Whether a text has the form of a session's id. */
    static boolean isSession(String id) {
        return SESSION_ID.matcher(id).matches();
    }

    public SettleResult settle(String sessionId) {
        return settle(sessionId, clock.instant(), false);
    }

    /**
     * Settles what a notice is about: a session, an invoice, a payment, or money that went back.
     *
     * @param noticedAt when Stripe created the event
     */
    public SettleResult settle(Notice notice, Instant noticedAt) {
        return switch (notice.subject()) {
            case SESSION -> settle(notice.about(), noticedAt, notice.saysPaidLater());
            case INVOICE -> asked(INVOICE_ID, notice.about(), this::settleInvoice);
            case PAYMENT_INTENT -> asked(PAYMENT_INTENT_ID, notice.about(), id -> settleIntent(id, noticedAt));
            case MONEY_BACK -> asked(PAYMENT_INTENT_ID, notice.about(), this::recordMoneyBack);
        };
    }

    private SettleResult settle(String sessionId, Instant noticedAt, boolean paidLater) {
        return isSession(sessionId)
                ? inquiry.ask(() -> settle(stripe.read(sessionId), noticedAt, paidLater))
                : new SettleResult.NotOurs();
    }

    private interface Settling {
        SettleResult of(String id) throws StripeException;
    }

    private SettleResult asked(Pattern form, String id, Settling settling) {
        return form.matcher(id).matches() ? inquiry.ask(() -> settling.of(id)) : new SettleResult.NotOurs();
    }

    /** Reads a payment's refunds and disputes again. */
    private SettleResult recordMoneyBack(String paymentIntentId) throws StripeException {
        Optional<Order> order = orders.findByPaymentIntent(paymentIntentId);
        if (order.isEmpty()) {
            // The refund was reported before the payment, so the payment is settled first.
            order = ourOrders.of(stripe.readIntent(paymentIntentId).getMetadata());
            if (order.isPresent() && order.get().stripeSessionId() != null) {
                settleNow(order.get().stripeSessionId());
            }
        }
        if (order.isEmpty() && sales.wants(paymentIntentId)) {
            order = settleIntent(paymentIntentId, null) instanceof SettleResult.Known known
                    ? Optional.of(known.order())
                    : Optional.empty();
        }
        if (order.isEmpty()) {
            return new SettleResult.NotOurs();
        }
        moneyBack.record(order.get().id(), paymentIntentId);
        return now(order.get());
    }

    private SettleResult settleNow(String sessionId) throws StripeException {
        return settle(stripe.read(sessionId), clock.instant(), false);
    }

    /** @param paidLater whether the notice says that a payment of earlier has come in */
    private SettleResult settle(Session session, Instant noticedAt, boolean paidLater) throws StripeException {
        SessionOutcome outcome = SessionOutcome.of(session);
        Optional<Order> found = ourOrders.of(session);
        if (found.isEmpty() && (outcome == SessionOutcome.PAID || outcome == SessionOutcome.AWAITING)) {
            found = lostOrders.restore(session);
        }
        if (found.isEmpty() && session.getInvoiceObject() != null) {
            // Its invoice may have become an order before Stripe listed the session.
            found = ofIntent(StripeSales.paymentIntent(session.getInvoiceObject()));
        }
        if (found.isEmpty() && (outcome == SessionOutcome.PAID || outcome == SessionOutcome.AWAITING)) {
            found = sales.place(session, paidLater ? noticedAt : PaidSession.paidAt(session, noticedAt));
        }
        if (found.isEmpty()) {
            return new SettleResult.NotOurs();
        }
        Order order = found.get();
        switch (outcome) {
            case PAID -> {
                Instant paidAt = PaidSession.paidAt(session, order, noticedAt, paidLater);
                paid(order, session, PaidSession.payment(session, order, paidAt));
            }
            case AWAITING -> orders.become(State.AWAITING, order.id());
            case FAILED -> orders.become(State.FAILED, order.id());
            case EXPIRED -> orders.become(State.EXPIRED, order.id());
            case OPEN -> {
                // Nothing has happened yet.
            }
        }
        return now(order);
    }

    private void paid(Order order, Session session, Payment payment) throws StripeException {
        if (order.stripeSessionId() == null) {
            lostOrders.restoreSession(order, session);
        }
        PaymentIntent intent = session.getPaymentIntentObject();
        paidOrders.settle(order, payment, intent == null ? null : intent.getLatestChargeObject());
    }

    private SettleResult settleInvoice(String id) throws StripeException {
        Invoice invoice = stripeSales.invoice(id);
        if (!"paid".equals(invoice.getStatus())) {
            return new SettleResult.NotOurs();
        }
        Optional<Session> session = stripeSales.session(invoice);
        if (session.isPresent() && invoice.getId().equals(session.get().getInvoice())) {
            // The order is the session's.
            return settleNow(session.get().getId());
        }
        Optional<Order> known = ofIntent(StripeSales.paymentIntent(invoice));
        Optional<Order> order = known.isPresent() ? known : sales.place(invoice, session.orElse(null));
        return order.isEmpty() ? new SettleResult.NotOurs() : paid(order.get(), PaidInvoice.payment(invoice), null);
    }

    private Optional<Order> ofIntent(@Nullable String paymentIntentId) {
        return paymentIntentId == null ? Optional.empty() : orders.findByPaymentIntent(paymentIntentId);
    }

    /** @param succeededAt null when it is not known; then the time of the charge counts, at which a bank debit only began */
    private SettleResult settleIntent(String id, @Nullable Instant succeededAt) throws StripeException {
        Optional<Session> session = stripeSales.session(id);
        if (session.isPresent()) {
            return settleNow(session.get().getId());
        }
        Optional<String> invoice = stripeSales.invoiceOf(id);
        if (invoice.isPresent()) {
            return settleInvoice(invoice.get());
        }
        PaymentIntent intent = stripeSales.intent(id);
        Instant paidAt = Objects.requireNonNullElse(succeededAt, StripeSales.paidAt(intent));
        Optional<Order> order = "succeeded".equals(intent.getStatus()) ? sales.place(intent, paidAt) : Optional.empty();
        return order.isEmpty()
                ? new SettleResult.NotOurs()
                : paid(order.get(), PaidInvoice.payment(intent, paidAt), intent.getLatestChargeObject());
    }

    private SettleResult paid(Order order, Payment payment, @Nullable Charge charge) throws StripeException {
        paidOrders.settle(order, payment, charge);
        return now(order);
    }

    private SettleResult now(Order before) {
        Order now = orders.find(before.id()).orElseThrow();
        return new SettleResult.Known(now, now.state() != before.state());
    }
}
