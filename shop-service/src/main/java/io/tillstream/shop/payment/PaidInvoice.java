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
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads a paid invoice, or a payment intent that has neither session nor invoice, as a {@link Payment}. */
final class PaidInvoice {

    private PaidInvoice() {}

    /** @param invoice with its payments */
    static Payment payment(Invoice invoice) {
        return new Payment(
                new Amounts(
                        money(invoice.getSubtotal(), invoice),
                        money(sum(invoice.getTotalDiscountAmounts(), Invoice.TotalDiscountAmount::getAmount), invoice),
                        money(invoice.getAmountShipping(), invoice),
                        money(sum(invoice.getTotalTaxes(), Invoice.TotalTax::getAmount), invoice),
                        money(invoice.getTotal(), invoice)),
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

    private static Money money(@Nullable Long minorUnits, Invoice invoice) {
        return Money.ofStripe(Objects.requireNonNullElse(minorUnits, 0L), invoice.getCurrency());
    }

    private static <T> long sum(@Nullable List<T> parts, ToLongFunction<T> amount) {
        return parts == null ? 0 : parts.stream().mapToLong(amount).sum();
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
