package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.webhook.Travel;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper may choose on the payment page beside the way to pay; null where nothing was chosen.
 *
 * @param promotion per cent off, 0 to 100
 * @param shipping which of the session's options, from 0
 * @param newsletter the answer to the shop's question whether it may write of its offers
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
