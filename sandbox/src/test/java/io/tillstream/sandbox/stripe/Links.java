package io.tillstream.sandbox.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentLink;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.param.PaymentLinkCreateParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.ProductCreateParams;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payment Links of a test shop, made through the Stripe library. */
record Links(RunningStripe stripe) {

    /** @param interval such as month; null for a one-time price */
    Price price(String name, long amount, @Nullable String interval, Map<String, String> metadata)
            throws StripeException {
        Product product = stripe.client()
                .v1()
                .products()
                .create(ProductCreateParams.builder()
                        .setName(name)
                        .putAllMetadata(metadata)
                        .build());
        PriceCreateParams.Builder price = PriceCreateParams.builder()
                .setProduct(product.getId())
                .setCurrency("sgd")
                .setUnitAmount(amount);
        if (interval != null) {
            price.setRecurring(PriceCreateParams.Recurring.builder()
                    .setInterval(PriceCreateParams.Recurring.Interval.valueOf(interval.toUpperCase(Locale.ROOT)))
                    .build());
        }
        return stripe.client().v1().prices().create(price.build());
    }

    /** @param thanks null for the confirmation page of the stand-in */
    PaymentLink forMug(@Nullable String thanks) throws StripeException {
        PaymentLinkCreateParams.Builder link = with(price("Mug", 1100, null, Map.of()));
        if (thanks != null) {
            link.setAfterCompletion(PaymentLinkCreateParams.AfterCompletion.builder()
                    .setType(PaymentLinkCreateParams.AfterCompletion.Type.REDIRECT)
                    .setRedirect(PaymentLinkCreateParams.AfterCompletion.Redirect.builder()
                            .setUrl(thanks)
                            .build())
                    .build());
        }
        return stripe.client().v1().paymentLinks().create(link.build());
    }

    /** @param trialDays 0 for none */
    PaymentLink forClub(long trialDays) throws StripeException {
        PaymentLinkCreateParams.SubscriptionData.Builder subscription =
                PaymentLinkCreateParams.SubscriptionData.builder().putMetadata("plan", "club");
        if (trialDays > 0) {
            subscription.setTrialPeriodDays(trialDays);
        }
        return stripe.client()
                .v1()
                .paymentLinks()
                .create(with(price("Club", 900, "month", Map.of("sku", "club")))
                        .setSubscriptionData(subscription.build())
                        .build());
    }

    private static PaymentLinkCreateParams.Builder with(Price price) {
        return PaymentLinkCreateParams.builder()
                .putMetadata("site", "mugs")
                .addLineItem(PaymentLinkCreateParams.LineItem.builder()
                        .setPrice(price.getId())
                        .setQuantity(1L)
                        .build());
    }

    String opens(PaymentLink link, String query) throws Exception {
        return opens(link.getId(), query);
    }

    /** The id of the session that a visitor of the link gets. */
    String opens(String id, String query) throws Exception {
        return stripe.gets("/b/" + id + query)
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst(".*/", "");
    }
}
