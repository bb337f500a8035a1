package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.sale.Sales;
import io.tillstream.shop.sale.StripeSales;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Settles what was paid on the account without a session of its own: invoices, and payments by Stripe's API. */
@Component
class AccountPayments {

    private final StripeSales stripeSales;
    private final Sales sales;
    private final Orders orders;
    private final PaidOrders paidOrders;
    private final SessionPayments sessions;

    AccountPayments(
            StripeSales stripeSales, Sales sales, Orders orders, PaidOrders paidOrders, SessionPayments sessions) {
        this.stripeSales = stripeSales;
        this.sales = sales;
        this.orders = orders;
        this.paidOrders = paidOrders;
        this.sessions = sessions;
    }

    SettleResult settleInvoice(String id) throws StripeException {
        Invoice invoice = stripeSales.invoice(id);
        if (!"paid".equals(invoice.getStatus())) {
            return new SettleResult.NotOurs();
        }
        Optional<Session> session = stripeSales.session(invoice);
        if (session.isPresent() && of(session.get(), invoice)) {
            // The order is the session's.
            return sessions.settle(session.get().getId());
        }
        String paymentIntentId = StripeSales.paymentIntent(invoice);
        Optional<Order> known =
                paymentIntentId == null ? Optional.empty() : orders.findByPaymentIntent(paymentIntentId);
        Optional<Order> order = known.isPresent() ? known : sales.place(invoice, session.orElse(null));
        return order.isEmpty() ? new SettleResult.NotOurs() : paid(order.get(), PaidInvoice.payment(invoice), null);
    }

    /** Whether a session made an invoice. A session of a single payment may not name its invoice yet. */
    private static boolean of(Session session, Invoice invoice) {
        return invoice.getId().equals(session.getInvoice())
                || (session.getInvoice() == null && StripeSales.subscription(invoice) == null);
    }

    /** @param succeededAt null when it is not known; then the time of the charge counts, at which a bank debit only began */
    SettleResult settleIntent(String id, @Nullable Instant succeededAt) throws StripeException {
        Optional<Session> session = stripeSales.session(id);
        if (session.isPresent()) {
            return sessions.settle(session.get().getId());
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
        return SettleResult.Known.since(order, orders);
    }
}
