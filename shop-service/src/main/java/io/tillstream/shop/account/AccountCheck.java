package io.tillstream.shop.account;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.WebhookEndpoint;
import com.stripe.param.ChargeListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.WebhookEndpointListParams;
import com.stripe.param.checkout.SessionListParams;
import io.tillstream.shop.payment.Notice;
import io.tillstream.shop.sale.SalesSettings;
import io.tillstream.shop.storefront.StorefrontSettings;
import io.tillstream.shop.stripe.KeyTrouble;
import io.tillstream.shop.stripe.StripeSettings;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** Checks what the key may read at Stripe, and that webhooks reach the shop. */
@Component
public class AccountCheck {

    private static final Logger log = LoggerFactory.getLogger(AccountCheck.class);

    /** An account has 16 endpoints at most (docs.stripe.com/webhooks). */
    private static final long ENDPOINTS = 100;

    private final StripeClient stripe;
    private final StripeSettings settings;
    private final SalesSettings sales;
    private final List<String> types;
    private final String endpoint;

    AccountCheck(StripeClient stripe, StripeSettings settings, SalesSettings sales, StorefrontSettings storefront) {
        this.sales = sales;
        this.types = Notice.types(sales);
        this.stripe = stripe;
        this.settings = settings;
        this.endpoint = storefront.page("/stripe/webhook");
    }

    /**
     * The result of one check.
     *
     * @param fine false when a person must do what the text says
     */
    record Finding(boolean fine, String text) {}

    private interface Reading {
        void read() throws StripeException;
    }

    /** Runs all checks. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(true, "The key is a " + (settings.live() ? "live" : "test") + " key"));
        findings.add(reads(
                "Checkout Sessions",
                "cannot settle payments",
                () -> stripe.v1()
                        .checkout()
                        .sessions()
                        .list(SessionListParams.builder().setLimit(1L).build())));
        findings.add(reads(
                "PaymentIntents",
                "does not know the time of a payment",
                () -> stripe.v1()
                        .paymentIntents()
                        .list(PaymentIntentListParams.builder().setLimit(1L).build())));
        findings.add(reads(
                "Charges",
                "does not know the time of a payment",
                () -> stripe.v1()
                        .charges()
                        .list(ChargeListParams.builder().setLimit(1L).build())));
        findings.add(reads(
                "Events",
                "cannot find what webhooks missed",
                () -> stripe.v1()
                        .events()
                        .list(EventListParams.builder().setLimit(1L).build())));
        findings.add(reads(
                "Refunds",
                "does not learn of refunds",
                () -> stripe.v1()
                        .refunds()
                        .list(RefundListParams.builder().setLimit(1L).build())));
        findings.add(reads(
                "Disputes",
                "does not learn of disputes",
                () -> stripe.v1()
                        .disputes()
                        .list(DisputeListParams.builder().setLimit(1L).build())));
        if (sales.account()) {
            findings.add(reads(
                    "Products",
                    "does not know what other sales are of",
                    () -> stripe.v1()
                            .products()
                            .list(ProductListParams.builder().setLimit(1L).build())));
            findings.add(reads(
                    "Prices",
                    "does not know what other sales are of",
                    () -> stripe.v1()
                            .prices()
                            .list(PriceListParams.builder().setLimit(1L).build())));
            findings.add(reads(
                    "Invoices",
                    "cannot settle subscriptions",
                    () -> stripe.v1()
                            .invoices()
                            .list(InvoiceListParams.builder().setLimit(1L).build())));
        }
        findings.add(webhooks());
        return findings;
    }

    /** Logs what a person must do; only WARN in test mode, where webhooks may come from Stripe's command line. */
    public void logFindings() {
        findings().stream()
                .filter(finding -> !finding.fine())
                .forEach(finding -> log.atLevel(settings.live() ? Level.ERROR : Level.WARN)
                        .addKeyValue("finding", finding.text())
                        .log("The Stripe account is not set up as the shop needs it"));
    }

    private static Finding reads(String what, String without, Reading reading) {
        try {
            reading.read();
            return new Finding(true, "The key reads " + what);
        } catch (StripeException e) {
            return new Finding(
                    false, "The key does not read " + what + ", and the shop " + without + ". " + KeyTrouble.advice(e));
        }
    }

    private Finding webhooks() {
        List<WebhookEndpoint> endpoints;
        try {
            endpoints = stripe.v1()
                    .webhookEndpoints()
                    .list(WebhookEndpointListParams.builder()
                            .setLimit(ENDPOINTS)
                            .build())
                    .getData();
        } catch (StripeException e) {
            return new Finding(
                    false, "It cannot be checked whether webhooks come to " + endpoint + ". " + KeyTrouble.advice(e));
        }
        List<WebhookEndpoint> ours = endpoints.stream()
                .filter(each -> endpoint.equals(each.getUrl()))
                .toList();
        if (ours.isEmpty()) {
            return new Finding(
                    false,
                    "No webhook endpoint is set up for " + endpoint
                            + ": only the reconciler finds payments. Add it in"
                            + " Stripe's Dashboard under Developers > Webhooks, with the events "
                            + String.join(", ", types));
        }
        if (ours.stream().noneMatch(each -> "enabled".equals(each.getStatus()))) {
            return new Finding(
                    false,
                    "The webhook endpoint " + endpoint
                            + " is disabled. Enable it in Stripe's Dashboard under Developers >" + " Webhooks");
        }
        List<String> missing = types.stream()
                .filter(type -> ours.stream()
                        .flatMap(each -> each.getEnabledEvents().stream())
                        .noneMatch(enabled -> enabled.equals("*") || enabled.equals(type)))
                .toList();
        return missing.isEmpty()
                ? new Finding(true, "Webhooks come to " + endpoint + ", with all events that the shop handles")
                : new Finding(
                        false,
                        "The webhook endpoint " + endpoint + " does not get " + String.join(", ", missing)
                                + ". Add these in Stripe's Dashboard under Developers > Webhooks");
    }
}
