package io.tillstream.shop.payment;

import com.stripe.model.Address;
import com.stripe.model.Charge;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Amounts;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.sale.StripeSales;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a paid invoice, or a payment intent that has neither session nor invoice, as a {@link Payment}. */
final class PaidInvoice {

    private static final String INCLUSIVE = "inclusive";

    private PaidInvoice() {}

    /** @param invoice with its payments */
    static Payment payment(Invoice invoice) {
        return new Payment(
                new Amounts(
                        money(invoice.getSubtotal(), invoice),
                        money(discount(invoice), invoice),
                        money(invoice.getAmountShipping(), invoice),
                        money(tax(invoice, each -> true), invoice),
                        money(invoice.getAmountPaid(), invoice)),
                StripeSales.paidAt(invoice),
                null,
                StripeSales.paymentIntent(invoice),
                Boolean.TRUE.equals(invoice.getLivemode()),
                customer(
                        invoice.getCustomerEmail(),
                        invoice.getCustomerPhone(),
                        invoice.getCustomerName(),
                        invoice.getCustomerAddress()));
    }

    /**
     * What the customer did not have to pay: discounts of the whole invoice, and what a balance or credits have paid. The subtotal
     * has the discounts of items already (docs.stripe.com/api/invoices/object), so Stripe's list of all discounts is no help.
     */
    private static long discount(Invoice invoice) {
        return orZero(invoice.getSubtotal())
                + orZero(invoice.getAmountShipping())
                + tax(invoice, each -> !INCLUSIVE.equals(each.getTaxBehavior()))
                - orZero(invoice.getAmountPaid());
    }

    private static long tax(Invoice invoice, Predicate<Invoice.TotalTax> which) {
        return invoice.getTotalTaxes() == null
                ? 0
                : invoice.getTotalTaxes().stream()
                        .filter(which)
                        .mapToLong(Invoice.TotalTax::getAmount)
                        .sum();
    }

    private static long orZero(@Nullable Long minorUnits) {
        return Objects.requireNonNullElse(minorUnits, 0L);
    }

    private static Money money(@Nullable Long minorUnits, Invoice invoice) {
        return Money.ofStripe(orZero(minorUnits), invoice.getCurrency());
    }

    /** @param intent with its latest charge */
    static Payment payment(PaymentIntent intent, Instant paidAt) {
        Charge charge = intent.getLatestChargeObject();
        Charge.BillingDetails billing = charge == null ? null : charge.getBillingDetails();
        return new Payment(
                Amounts.of(Money.ofStripe(intent.getAmountReceived(), intent.getCurrency())),
                paidAt,
                null,
                intent.getId(),
                Boolean.TRUE.equals(intent.getLivemode()),
                customer(
                        billing == null || billing.getEmail() == null ? intent.getReceiptEmail() : billing.getEmail(),
                        billing == null ? null : billing.getPhone(),
                        billing == null ? null : billing.getName(),
                        billing == null ? null : billing.getAddress()));
    }

    /** Blank texts count as unknown. */
    static Payment.Customer customer(
            @Nullable String email, @Nullable String phone, @Nullable String name, @Nullable Address address) {
        return new Payment.Customer(
                known(email),
                known(phone),
                known(name),
                known(address == null ? null : address.getCity()),
                known(address == null ? null : address.getState()),
                known(address == null ? null : address.getPostalCode()),
                known(address == null ? null : address.getCountry()));
    }

    private static @Nullable String known(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
