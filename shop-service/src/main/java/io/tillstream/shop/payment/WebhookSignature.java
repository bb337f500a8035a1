package io.tillstream.shop.payment;

import com.stripe.net.Webhook;
import io.tillstream.shop.stripe.StripeSettings;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Checks that Stripe signed a webhook. */
@Component
class WebhookSignature {

    private static final Logger log = LoggerFactory.getLogger(WebhookSignature.class);

    /** Stripe's recommended tolerance for the age of a signature; we use it for the future too. */
    private static final long TOLERANCE_SECONDS = 300;

    private static final Pattern TIME = Pattern.compile("(?:^|,)t=(\\d{1,15})(?:,|$)");

    private final Clock clock;
    private volatile List<String> secrets;

    WebhookSignature(StripeSettings settings, Clock clock) {
        this.secrets = settings.webhookSecrets();
        this.clock = clock;
    }

    /** @param text the signing secrets, with commas between */
    void use(String text) {
        secrets = StripeSettings.signing(List.of(text.split("\\s*,\\s*")));
    }

    /**
     * Whether Stripe signed a body with one of our secrets in the last five minutes.
     *
     * @param header the header Stripe-Signature; null when there is none
     */
    boolean verifies(String body, @Nullable String header) {
        return header != null
                && !aheadOfUs(header)
                && secrets.stream().anyMatch(secret -> verifies(body, header, secret));
    }

    private boolean verifies(String body, String header, String secret) {
        try {
            return Webhook.Signature.verifyHeader(body, header, secret, TOLERANCE_SECONDS, clock);
        } catch (Exception e) {
            // Not only SignatureVerificationException: a forged header can make stripe-java throw
            // NumberFormatException, ArrayIndexOutOfBoundsException or NullPointerException.
            log.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("webhook signature refused");
            return false;
        }
    }

    /** stripe-java refuses only old signatures; one dated in the future would stay valid for long. */
    private boolean aheadOfUs(String header) {
        Matcher time = TIME.matcher(header);
        return time.find() && Long.parseLong(time.group(1)) - clock.instant().getEpochSecond() > TOLERANCE_SECONDS;
    }
}
