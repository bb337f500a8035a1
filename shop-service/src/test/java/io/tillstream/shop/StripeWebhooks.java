package io.tillstream.shop;

import com.stripe.net.Webhook;
import java.security.GeneralSecurityException;

/** Webhooks as Stripe sends them. */
public final class StripeWebhooks {

    public static final String SECRET = "whsec_test";

    private StripeWebhooks() {}

    /** The body of a webhook about a session. */
    public static String event(String sessionId) {
        // Indented, and of an API version that stripe-java does not know, as Stripe sends them.
        return """
                {
                  "id": "evt_1",
                  "object": "event",
                  "api_version": "2019-05-16",
                  "type": "checkout.session.completed",
                  "data": { "object": { "id": "%s", "object": "checkout.session" } }
                }
                """.formatted(sessionId);
    }

    public static String sign(String body, long atSeconds) throws GeneralSecurityException {
        return Webhook.Signature.generateSignatureHeader(body, SECRET, atSeconds);
    }
}
