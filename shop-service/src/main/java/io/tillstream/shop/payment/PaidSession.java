package io.tillstream.shop.payment;

import com.stripe.model.Charge;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Amounts;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.sale.StripeSales;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a paid session of Stripe's as a {@link Payment}. */
final class PaidSession {

    private PaidSession() {}

    /**
     * @param session with the payment intent and its latest charge expanded
     * @param order   it pays
     */
    static Payment payment(Session session, Order order, Instant paidAt) {
        return new Payment(
                amounts(session, order),
                paidAt,
                session.getId(),
                paymentIntentId(session),
                Boolean.TRUE.equals(session.getLivemode()),
                customer(session));
    }

    /** In subscription mode, of the first invoice; null when nothing was charged. */
    static @Nullable String paymentIntentId(Session session) {
        Invoice invoice = session.getInvoiceObject();
        return session.getPaymentIntent() != null || invoice == null
                ? session.getPaymentIntent()
                : StripeSales.paymentIntent(invoice);
    }

    private static Payment.Customer customer(Session session) {
        Session.CustomerDetails customer = session.getCustomerDetails();
        return PaidInvoice.customer(
                customer == null || customer.getEmail() == null ? session.getCustomerEmail() : customer.getEmail(),
                customer == null ? null : customer.getPhone(),
                customer == null ? null : customer.getName(),
                customer == null ? null : customer.getAddress());
    }

    /**
     * The amounts in the currency in which the session was opened. With adaptive pricing the shopper may pay in another
     * currency. Sessions created before 2025-03-31 then have our amounts in currency_conversion; later ones keep our amounts in
     * place and have the shopper's in presentment_details.
     */
    private static Amounts amounts(Session session, Order order) {
        if ("setup".equals(session.getMode())) {
            // It only saves a payment method, and has no amounts.
            return Amounts.of(order.total());
        }
        Session.CurrencyConversion conversion = order.total().currency().equalsIgnoreCase(session.getCurrency())
                ? null
                : session.getCurrencyConversion();
        String currency = conversion == null ? session.getCurrency() : conversion.getSourceCurrency();
        Session.TotalDetails details = conversion == null ? session.getTotalDetails() : null;
        long subtotal = conversion == null ? session.getAmountSubtotal() : conversion.getAmountSubtotal();
        long total = conversion == null ? session.getAmountTotal() : conversion.getAmountTotal();
        return new Amounts(
                Money.ofStripe(subtotal, currency),
                part(details == null ? null : details.getAmountDiscount(), currency),
                part(details == null ? null : details.getAmountShipping(), currency),
                part(details == null ? null : details.getAmountTax(), currency),
                Money.ofStripe(total, currency));
    }

    private static Money part(@Nullable Long minorUnits, String currency) {
        return Money.ofStripe(Objects.requireNonNullElse(minorUnits, 0L), currency);
    }

    /**
     * The time of the charge; for a method that is confirmed later, the time at which Stripe reported that.
     *
     * @param later whether Stripe has reported a late confirmation; the order's state may tell it too
     */
    static Instant paidAt(Session session, Order order, Instant noticedAt, boolean later) {
        boolean awaited = order.state() == Order.State.AWAITING || order.state() == Order.State.FAILED;
        return later || awaited ? noticedAt : paidAt(session, noticedAt);
    }

    /**
     * The time of the charge or of the invoice's payment; for a free session, the time at which Stripe reported it, but no later than
     * a session can stay open.
     */
    static Instant paidAt(Session session, Instant noticedAt) {
        if (session.getInvoiceObject() != null) {
            return StripeSales.paidAt(session.getInvoiceObject());
        }
        PaymentIntent intent = session.getPaymentIntentObject();
        Charge charge = intent == null ? null : intent.getLatestChargeObject();
        if (charge != null) {
            return Instant.ofEpochSecond(charge.getCreated());
        }
        Instant latest = session.getExpiresAt() == null
                ? noticedAt
                : Instant.ofEpochSecond(Math.max(session.getExpiresAt(), session.getCreated()));
        return noticedAt.isBefore(latest) ? noticedAt : latest;
    }

    /** How a payment differs from what we asked for, in a sentence; null when it does not. */
    static @Nullable String difference(Order order, Payment payment) {
        if (!payment.amounts().items().equals(order.total())) {
            return "At Stripe the items cost " + text(payment.amounts().items()) + ", in the order "
                    + text(order.total());
        }
        return payment.amounts().addUp()
                ? null
                : "Stripe's items, shipping, tax and discount do not make "
                        + text(payment.amounts().total());
    }

    private static String text(Money money) {
        return money.currency() + " " + money.majorUnits().toPlainString();
    }
}
