package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Subscriptions with their invoices, and sales without a Checkout Session. */
class StripeSubscriptionsIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;
    private final ShopEndpoint shop = SharedStripe.SHOP;
    private final Links links = new Links(stripe);

    @Test
    void the_first_payment_of_a_subscription_has_an_invoice_with_its_payment() throws Exception {
        Session session = subscribes(0);

        assertThat(session.getMode()).isEqualTo("subscription");
        assertThat(session.getPaymentStatus()).isEqualTo("paid");
        assertThat(session.getPaymentIntent()).isNull();
        assertThat(session.getAmountTotal()).isEqualTo(900);
        Subscription subscription = stripe.client().v1().subscriptions().retrieve(session.getSubscription());
        assertThat(subscription.getStatus()).isEqualTo("active");
        assertThat(subscription.getMetadata()).isEqualTo(Map.of("plan", "club"));
        assertThat(subscription.getItems().getData()).hasSize(1);
        Invoice invoice = invoice(session.getInvoice());
        assertThat(subscription.getLatestInvoice()).isEqualTo(invoice.getId());
        assertThat(invoice.getBillingReason()).isEqualTo("subscription_create");
        assertThat(invoice.getStatus()).isEqualTo("paid");
        assertThat(invoice.getAmountPaid()).isEqualTo(900);
        assertThat(invoice.getTotal()).isEqualTo(900);
        assertThat(invoice.getCurrency()).isEqualTo("sgd");
        assertThat(invoice.getCustomerEmail()).isEqualTo("jo@example.com");
        assertThat(invoice.getCustomerName()).isEqualTo("Jo");
        assertThat(invoice.getCustomerAddress().getCountry()).isEqualTo("SG");
        assertThat(invoice.getStatusTransitions().getPaidAt()).isPositive();
        assertThat(invoice.getParent().getSubscriptionDetails().getSubscription())
                .isEqualTo(subscription.getId());
        assertThat(invoice.getParent().getSubscriptionDetails().getMetadata()).isEqualTo(Map.of("plan", "club"));
        InvoiceLineItem line = invoice.getLines().getData().getFirst();
        assertThat(line.getAmount()).isEqualTo(900);
        assertThat(line.getQuantity()).isEqualTo(1);
        String product = line.getPricing().getPriceDetails().getProduct();
        assertThat(stripe.client().v1().products().retrieve(product).getMetadata())
                .isEqualTo(Map.of("sku", "club"));
        InvoicePayment payment = invoice.getPayments().getData().getFirst();
        assertThat(payment.getStatus()).isEqualTo("paid");
        PaymentIntent intent = stripe.client()
                .v1()
                .paymentIntents()
                .retrieve(payment.getPayment().getPaymentIntent());
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getCustomer()).isEqualTo(session.getCustomer());
    }

    @Test
    void invoices_sessions_and_payments_are_found_by_each_other() throws Exception {
        long before = Instant.now().getEpochSecond();
        Session session = subscribes(0);
        String intent = intentOf(session.getInvoice());
        var v1 = stripe.client().v1();

        assertThat(v1.checkout()
                        .sessions()
                        .list(SessionListParams.builder()
                                .setSubscription(session.getSubscription())
                                .build())
                        .getData())
                .extracting(Session::getId)
                .containsExactly(session.getId());
        assertThat(v1.invoicePayments()
                        .list(InvoicePaymentListParams.builder()
                                .setPayment(InvoicePaymentListParams.Payment.builder()
                                        .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                                        .setPaymentIntent(intent)
                                        .build())
                                .build())
                        .getData())
                .extracting(InvoicePayment::getInvoice)
                .containsExactly(session.getInvoice());
        assertThat(v1.invoices()
                        .list(InvoiceListParams.builder()
                                .setSubscription(session.getSubscription())
                                .setStatus(InvoiceListParams.Status.PAID)
                                .setCreated(InvoiceListParams.Created.builder()
                                        .setGte(before)
                                        .build())
                                .addExpand("data.payments")
                                .build())
                        .getData())
                .singleElement()
                .satisfies(
                        invoice -> assertThat(invoice.getPayments().getData()).hasSize(1));
        assertThat(v1.paymentIntents()
                        .list(PaymentIntentListParams.builder()
                                .setCreated(PaymentIntentListParams.Created.builder()
                                        .setGte(before)
                                        .build())
                                .build())
                        .getData())
                .extracting(PaymentIntent::getId)
                .contains(intent);
    }

    @Test
    void a_trial_costs_nothing_until_its_first_renewal() throws Exception {
        Session session = subscribes(7);

        assertThat(session.getPaymentStatus()).isEqualTo("no_payment_required");
        assertThat(session.getAmountTotal()).isZero();
        Invoice first = invoice(session.getInvoice());
        assertThat(first.getStatus()).isEqualTo("paid");
        assertThat(first.getTotal()).isZero();
        assertThat(first.getPayments().getData()).isEmpty();
        Subscription trial = stripe.client().v1().subscriptions().retrieve(session.getSubscription());
        assertThat(trial.getStatus()).isEqualTo("trialing");
        assertThat(trial.getTrialEnd() - trial.getTrialStart()).isEqualTo(7 * 24 * 60 * 60);

        Invoice renewal = invoice(stripe.makes("/sandbox/subscriptions/" + trial.getId() + "/renew"));

        assertThat(renewal.getBillingReason()).isEqualTo("subscription_cycle");
        assertThat(renewal.getAmountPaid()).isEqualTo(900);
        await().untilAsserted(() -> assertThat(shop.about(renewal.getId()))
                .extracting(ShopEndpoint.Hook::type)
                .contains("invoice.paid", "invoice.payment_succeeded"));
        assertThat(stripe.client().v1().subscriptions().retrieve(trial.getId()).getStatus())
                .isEqualTo("active");
    }

    @Test
    void a_failed_renewal_leaves_an_open_invoice_that_can_be_paid_later() throws Exception {
        String subscription = subscribes(0).getSubscription();

        String id = stripe.makes("/sandbox/subscriptions/" + subscription + "/renew?succeeds=false");

        assertThat(invoice(id).getStatus()).isEqualTo("open");
        assertThat(invoice(id).getAmountPaid()).isZero();
        assertThat(stripe.client().v1().paymentIntents().retrieve(intentOf(id)).getStatus())
                .isEqualTo("requires_payment_method");
        await().untilAsserted(() -> assertThat(shop.about(id))
                .extracting(ShopEndpoint.Hook::type)
                .contains("invoice.payment_failed")
                .doesNotContain("invoice.paid"));
        assertThat(stripe.client().v1().subscriptions().retrieve(subscription).getStatus())
                .isEqualTo("past_due");

        stripe.makes("/sandbox/invoices/" + id + "/pay");

        assertThat(invoice(id).getStatus()).isEqualTo("paid");
        assertThat(invoice(id).getPayments().getData()).hasSize(1);
        stripe.makes("/sandbox/invoices/" + id + "/refund");
        assertThat(stripe.looks("/")).contains("subscription cycle");
    }

    @Test
    void a_payment_without_a_session_has_receipt_email_metadata_and_billing_details() throws Exception {
        String id = stripe.makes("/sandbox/payment?amount=777&email=ann@example.com&metadata[event_id]=sale-7");

        PaymentIntent intent = stripe.client()
                .v1()
                .paymentIntents()
                .retrieve(
                        id,
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("latest_charge")
                                .build());
        assertThat(intent.getAmountReceived()).isEqualTo(777);
        assertThat(intent.getReceiptEmail()).isEqualTo("ann@example.com");
        assertThat(intent.getMetadata()).isEqualTo(Map.of("event_id", "sale-7"));
        assertThat(intent.getLatestChargeObject().getBillingDetails().getEmail())
                .isEqualTo("ann@example.com");
        assertThat(shop.lastType(id)).isEqualTo("payment_intent.succeeded");
        assertThat(stripe.client()
                        .v1()
                        .checkout()
                        .sessions()
                        .list(SessionListParams.builder().setPaymentIntent(id).build())
                        .getData())
                .isEmpty();
    }

    @Test
    void a_written_invoice_has_all_its_lines_in_the_list_endpoint() throws Exception {
        Invoice invoice = invoice(stripe.makes("/sandbox/invoice?lines=120&amount=50"));

        assertThat(invoice.getBillingReason()).isEqualTo("manual");
        assertThat(invoice.getParent()).isNull();
        assertThat(invoice.getAmountPaid()).isEqualTo(6000);
        assertThat(invoice.getLines().getData()).hasSize(10);
        assertThat(invoice.getLines().getHasMore()).isTrue();
        assertThat(stripe.client()
                        .v1()
                        .invoices()
                        .lineItems()
                        .list(invoice.getId())
                        .autoPagingIterable())
                .hasSize(120);
    }

    private Session subscribes(long trialDays) throws Exception {
        String id = links.opens(links.forClub(trialDays), "?client_reference_id=ts_1");
        stripe.posts("/c/pay/" + id, "card=good&email=jo@example.com&name=Jo&country=SG");
        return stripe.session(id, SessionRetrieveParams.builder().build());
    }

    private String intentOf(String invoice) throws Exception {
        return invoice(invoice).getPayments().getData().getFirst().getPayment().getPaymentIntent();
    }

    private Invoice invoice(String id) throws Exception {
        return stripe.client()
                .v1()
                .invoices()
                .retrieve(
                        id,
                        InvoiceRetrieveParams.builder().addExpand("payments").build());
    }
}
