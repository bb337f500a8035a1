package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.Stack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends a webhook directly to the shop, so that the test sees the shop's answer. */
final class StripeWebhooks {

    private StripeWebhooks() {}

    static int deliver(Stack stack, String session) throws Exception {
        String body = "{\"type\":\"checkout.session.completed\",\"data\":{\"object\":{\"id\":\"" + session + "\"}}}";
        long now = System.currentTimeMillis() / 1000;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Stack.STRIPE_WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8)));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(Stack.url(stack.ports().shop()) + "/stripe/webhook"))
                                .header("Stripe-Signature", "t=" + now + ",v1=" + signature)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
