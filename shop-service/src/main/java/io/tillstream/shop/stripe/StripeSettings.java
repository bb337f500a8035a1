package io.tillstream.shop.stripe;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param secretKey      API key, {@code sk_test_} or {@code sk_live_} (or restricted, {@code rk_})
 * @param webhookSecrets signing secrets of the webhook endpoint; several during a rotation
 * @param apiBase        address of the API
 * @param connectTimeout how long a connection may take
 * @param readTimeout    how long Stripe may take to answer; a shopper waits for it at checkout
 */
@ConfigurationProperties("shop.stripe")
public record StripeSettings(
        String secretKey,
        List<String> webhookSecrets,
        @DefaultValue(STRIPE) String apiBase,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout) {

    private static final String STRIPE = "https://api.stripe.com";

    public StripeSettings {
        Assert.hasText(
                secretKey,
                "STRIPE_SECRET_KEY is missing. Find it in Stripe's Dashboard under Developers > API keys; it begins with sk_");
        Assert.isTrue(
                secretKey.matches("(sk|rk)_(test|live)_\\S+"),
                "STRIPE_SECRET_KEY must begin with sk_test_, sk_live_, rk_test_ or rk_live_. Find it in Stripe's Dashboard"
                        + " under Developers > API keys");
        Assert.isTrue(
                apiBase.matches("https?://[^/\\s?#@]+"),
                "STRIPE_API_BASE is '" + apiBase + "'; it must be http:// or https:// and a host, with no path");
        Assert.isTrue(
                !secretKey.contains("_live_") || apiBase.equals(STRIPE),
                "STRIPE_SECRET_KEY is a live key, but STRIPE_API_BASE is '" + apiBase
                        + "', not Stripe's. Unset STRIPE_API_BASE, or use a key that begins with sk_test_");
        webhookSecrets = signing(webhookSecrets);
    }

    /**
     * Checks signing secrets.
     *
     * @throws IllegalArgumentException when there is none, or one has another form
     */
    public static List<String> signing(List<String> secrets) {
        Assert.notEmpty(
                secrets,
                "STRIPE_WEBHOOK_SECRET is missing. Stripe's Dashboard shows it under Developers > Webhooks, with the"
                        + " endpoint that points to /stripe/webhook; it begins with whsec_");
        for (String secret : secrets) {
            Assert.isTrue(
                    secret.startsWith("whsec_"),
                    "STRIPE_WEBHOOK_SECRET must begin with whsec_. Stripe's Dashboard shows it under Developers > Webhooks");
        }
        return List.copyOf(secrets);
    }

    /** Whether it is a live key, which moves real money. */
    public boolean live() {
        return secretKey.contains("_live_");
    }

    @Override
    public String toString() {
        return "StripeSettings[apiBase=" + apiBase + ", live=" + live() + "]";
    }
}
