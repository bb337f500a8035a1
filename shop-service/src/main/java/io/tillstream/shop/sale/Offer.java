package io.tillstream.shop.sale;

import com.stripe.exception.StripeException;
import com.stripe.model.Address;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.sale.SaleItems.Sold;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of a sale, in whatever object it was made.
 *
 * @param metadata        of the object, and of those it belongs to
 * @param clientReference client_reference_id of its session; null when there is none
 * @param paymentLink     id of its Payment Link; null when there is none
 * @param country         of the customer's address, ISO 3166-1 alpha-2; null when it is not known
 */
record Offer(
        SaleIds ids,
        Sold sold,
        Map<String, String> metadata,
        @Nullable String clientReference,
        @Nullable String paymentLink,
        @Nullable String country,
        boolean livemode) {

    /** @param session with its payment intent */
    static Offer of(Session session, SaleItems items) throws StripeException {
        Map<String, String> metadata = metadata(session.getMetadata());
        if (session.getPaymentIntentObject() != null) {
            metadata(session.getPaymentIntentObject().getMetadata()).forEach(metadata::putIfAbsent);
        }
        if (session.getPaymentLink() != null) {
            // A link's metadata is in the sessions of all its buyers, so it names none of their orders.
            metadata.remove(SaleIds.ORDER_ID);
        }
        // A session that only saves a payment method has no amount. ISO 4217: XXX is no currency.
        Sold sold = "setup".equals(session.getMode())
                ? Sold.one(
                        "subscription",
                        "Subscription",
                        Money.ofStripe(0, Objects.requireNonNullElse(session.getCurrency(), "XXX")))
                : items.ofSession(session);
        return new Offer(
                SaleIds.of(metadata, SaleVisitors.ofSeller(session.getClientReferenceId()), session.getId()),
                sold,
                metadata,
                session.getClientReferenceId(),
                session.getPaymentLink(),
                session.getCustomerDetails() == null
                        ? null
                        : country(session.getCustomerDetails().getAddress()),
                Boolean.TRUE.equals(session.getLivemode()));
    }

    /** @param session in which its subscription began; null when there is none */
    static Offer of(Invoice invoice, @Nullable Session session, SaleItems items) throws StripeException {
        Map<String, String> metadata = metadata(invoice.getMetadata());
        // The ids of the subscription's first payment are not those of this one.
        SaleIds ids = SaleIds.of(metadata, null, invoice.getId());
        StripeSales.subscriptionMetadata(invoice).forEach(metadata::putIfAbsent);
        if (session != null) {
            metadata(session.getMetadata()).forEach(metadata::putIfAbsent);
        }
        return new Offer(
                ids,
                items.ofInvoice(invoice),
                metadata,
                session == null ? null : session.getClientReferenceId(),
                session == null ? null : session.getPaymentLink(),
                country(invoice.getCustomerAddress()),
                Boolean.TRUE.equals(invoice.getLivemode()));
    }

    /** @param intent with its latest charge */
    static Offer of(PaymentIntent intent) {
        Map<String, String> metadata = metadata(intent.getMetadata());
        return new Offer(
                SaleIds.of(metadata, null, intent.getId()),
                Sold.one(
                        SaleItems.sku(metadata.get("sku"), "payment"),
                        // Not its description, which often names the customer.
                        "Payment",
                        Money.ofStripe(intent.getAmountReceived(), intent.getCurrency())),
                metadata,
                null,
                null,
                StripeSales.country(intent),
                Boolean.TRUE.equals(intent.getLivemode()));
    }

    private static @Nullable String country(@Nullable Address address) {
        return address == null ? null : address.getCountry();
    }

    private static Map<String, String> metadata(@Nullable Map<String, String> of) {
        return of == null ? new HashMap<>() : new HashMap<>(of);
    }
}
