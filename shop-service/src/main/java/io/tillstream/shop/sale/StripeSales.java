package io.tillstream.shop.sale;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.checkout.SessionListParams;
import io.tillstream.shop.stripe.StripeListing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads from Stripe what a sale beside the storefront needs: invoices, payment intents, and the sessions they belong to. */
@Component
public class StripeSales {

    private final StripeClient stripe;

    StripeSales(StripeClient stripe) {
        this.stripe = stripe;
    }

    /** An invoice with its payments. */
    public Invoice invoice(String id) throws StripeException {
        return stripe.v1()
                .invoices()
                .retrieve(
                        id,
                        InvoiceRetrieveParams.builder().addExpand("payments").build());
    }

    /** A payment intent with its latest charge. */
    public PaymentIntent intent(String id) throws StripeException {
        return stripe.v1()
                .paymentIntents()
                .retrieve(
                        id,
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("latest_charge")
                                .build());
    }

    /** The Checkout Session in which an invoice's subscription began, or in which the invoice was paid. */
    public Optional<Session> session(Invoice invoice) throws StripeException {
        String subscription = subscription(invoice);
        if (subscription != null) {
            return first(SessionListParams.builder().setSubscription(subscription));
        }
        String intent = paymentIntent(invoice);
        return intent == null ? Optional.empty() : session(intent);
    }

    /** The Checkout Session of a payment intent. */
    public Optional<Session> session(String intent) throws StripeException {
        return first(SessionListParams.builder().setPaymentIntent(intent));
    }

    private Optional<Session> first(SessionListParams.Builder which) throws StripeException {
        return stripe.v1().checkout().sessions().list(which.setLimit(1L).build()).getData().stream()
                .findFirst();
    }

    /** The id of the invoice that a payment intent paid. */
    public Optional<String> invoiceOf(String intent) throws StripeException {
        return stripe
                .v1()
                .invoicePayments()
                .list(InvoicePaymentListParams.builder()
                        .setPayment(InvoicePaymentListParams.Payment.builder()
                                .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                                .setPaymentIntent(intent)
                                .build())
                        .setLimit(1L)
                        .build())
                .getData()
                .stream()
                .map(InvoicePayment::getInvoice)
                .findFirst();
    }

    /** Whether no earlier invoice of the same subscription was paid with money, as after a free trial. */
    boolean firstPaid(Invoice invoice) throws StripeException {
        boolean[] earlier = new boolean[1];
        StripeListing.read(
                after -> stripe.v1()
                        .invoices()
                        .list(InvoiceListParams.builder()
                                .setSubscription(subscription(invoice))
                                .setStatus(InvoiceListParams.Status.PAID)
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build()),
                each -> earlier[0] |= !each.getId().equals(invoice.getId())
                        && each.getAmountPaid() > 0
                        && each.getCreated() <= invoice.getCreated());
        return !earlier[0];
    }

    /** Whether an invoice is for a further period of a subscription. */
    static boolean renewal(Invoice invoice) {
        return "subscription_cycle".equals(invoice.getBillingReason());
    }

    /** Whether an invoice is a further one of a subscription: for a further period, or after a change of it. */
    static boolean further(Invoice invoice) {
        String reason = invoice.getBillingReason();
        return reason != null && reason.startsWith("subscription_") && !reason.equals("subscription_create");
    }

    /** Null for an invoice without a subscription. */
    public static @Nullable String subscription(Invoice invoice) {
        Invoice.Parent parent = invoice.getParent();
        return parent == null || parent.getSubscriptionDetails() == null
                ? null
                : parent.getSubscriptionDetails().getSubscription();
    }

    static Map<String, String> subscriptionMetadata(Invoice invoice) {
        Invoice.Parent parent = invoice.getParent();
        return parent == null
                        || parent.getSubscriptionDetails() == null
                        || parent.getSubscriptionDetails().getMetadata() == null
                ? Map.of()
                : parent.getSubscriptionDetails().getMetadata();
    }

    /** The payment intent that paid an invoice; null when it was paid from a balance, or outside of Stripe. */
    public static @Nullable String paymentIntent(Invoice invoice) {
        List<InvoicePayment> payments = invoice.getPayments() == null
                ? List.of()
                : Objects.requireNonNullElse(invoice.getPayments().getData(), List.of());
        Stream<InvoicePayment> paid = payments.stream().filter(each -> "paid".equals(each.getStatus()));
        return paid.filter(each -> each.getPayment() != null)
                .map(each -> each.getPayment().getPaymentIntent())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public static Instant paidAt(Invoice invoice) {
        Long paidAt = invoice.getStatusTransitions() == null
                ? null
                : invoice.getStatusTransitions().getPaidAt();
        return Instant.ofEpochSecond(paidAt == null ? invoice.getCreated() : paidAt);
    }

    public static Instant paidAt(PaymentIntent intent) {
        Charge charge = intent.getLatestChargeObject();
        return Instant.ofEpochSecond(charge == null ? intent.getCreated() : charge.getCreated());
    }

    /** The country of the customer's address; null when it is not known. */
    static @Nullable String country(PaymentIntent intent) {
        Charge charge = intent.getLatestChargeObject();
        return charge == null
                        || charge.getBillingDetails() == null
                        || charge.getBillingDetails().getAddress() == null
                ? null
                : charge.getBillingDetails().getAddress().getCountry();
    }
}
