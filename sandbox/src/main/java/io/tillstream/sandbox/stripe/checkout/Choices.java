package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.webhook.Travel;
import org.jspecify.annotations.Nullable;

/**
 * The shopper's other choices on the payment page; null if nothing was chosen.
 *
 * @param promotion discount in per cent, 0 to 100
 * @param shipping index of the session's shipping option, from 0
 * @param newsletter whether the shopper agrees to promotional e-mail
 */
public record Choices(
        @Nullable Integer promotion,
        @Nullable Integer shipping,
        @Nullable Boolean newsletter,
        @Nullable Travel webhook) {

    public static Choices none() {
        return new Choices(null, null, null, null);
    }

    int percentOff() {
        return promotion == null ? 0 : Math.clamp(promotion, 0, 100);
    }

    int shippingOption() {
        return shipping == null ? 0 : shipping;
    }

    public Travel travel() {
        return webhook == null ? Travel.AT_ONCE : webhook;
    }
}
