package io.tillstream.shop.account;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.WebhookEndpoint;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointListParams;
import io.tillstream.shop.payment.Notice;
import io.tillstream.shop.sale.SalesSettings;
import io.tillstream.shop.storefront.StorefrontSettings;
import io.tillstream.shop.stripe.KeyTrouble;
import org.springframework.stereotype.Component;

/** Registers the webhook endpoint at Stripe. */
@Component
class WebhookRegistration {

    private final StripeClient stripe;
    private final SalesSettings sales;
    private final StorefrontSettings storefront;

    WebhookRegistration(StripeClient stripe, SalesSettings sales, StorefrontSettings storefront) {
        this.stripe = stripe;
        this.sales = sales;
        this.storefront = storefront;
    }

    /** @return what was done, and what is left to do, in sentences */
    String register() {
        String url = storefront.page("/stripe/webhook");
        try {
            boolean exists = stripe
                    .v1()
                    .webhookEndpoints()
                    .list(WebhookEndpointListParams.builder().setLimit(100L).build())
                    .getData()
                    .stream()
                    .anyMatch(each -> url.equals(each.getUrl()));
            if (exists) {
                return "The webhook endpoint " + url
                        + " exists already. Nothing was changed. Stripe's Dashboard shows its" + " secret.";
            }
            WebhookEndpoint made = stripe.v1()
                    .webhookEndpoints()
                    .create(WebhookEndpointCreateParams.builder()
                            .setUrl(url)
                            .putExtraParam("enabled_events", Notice.types(sales))
                            .putExtraParam("api_version", Stripe.API_VERSION)
                            .build());
            return "The webhook endpoint " + url + " is registered. Set STRIPE_WEBHOOK_SECRET=" + made.getSecret()
                    + " and restart; Stripe does not show the secret here again.";
        } catch (StripeException e) {
            return e.getStatusCode() == null
                    ? "Stripe did not answer, and may have registered the webhook endpoint all the same. Look in Stripe's"
                            + " Dashboard; it shows the secret, too."
                    : "The webhook endpoint could not be registered. " + KeyTrouble.advice(e);
        }
    }
}
