package io.tillstream.shop.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.net.Webhook;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where Stripe says that something happened. Only the ids in its body are used, and only under its signature. */
@RestController
class StripeWebhook {

    private static final Logger log = LoggerFactory.getLogger(StripeWebhook.class);

    /** Stripe's largest checkout events are a few dozen kilobytes. */
    private static final int MOST_BYTES = 256 * 1024;

    /** Stripe's own recommendation for the age of a signature. */
    private static final long TOLERANCE_SECONDS = 300;

    private final Payments payments;
    private final StripeSettings settings;
    private final JsonMapper json;

    StripeWebhook(Payments payments, StripeSettings settings, JsonMapper json) {
        this.payments = payments;
        this.settings = settings;
        this.json = json;
    }

    /** Answers 2xx once the order is PAID and its message is in the outbox; 503 makes Stripe try again, for three days. */
    @PostMapping("/stripe/webhook")
    ResponseEntity<String> receive(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body("At most 256 KiB");
        }
        Optional<JsonNode> event = verified(new String(body, UTF_8), request.getHeader("Stripe-Signature"));
        if (event.isEmpty()) {
            return ResponseEntity.badRequest().body("Not signed by Stripe with our secret");
        }
        String type = event.get().path("type").asString("");
        if (!type.startsWith("checkout.session.")) {
            return ResponseEntity.ok("Not about a Checkout Session");
        }
        String session = event.get().path("data").path("object").path("id").asString("");
        return switch (payments.settle(session)) {
            case Settlement.Paid paid ->
                ResponseEntity.ok("Order " + paid.order().number() + " is paid");
            case Settlement.Unpaid unpaid ->
                ResponseEntity.ok("Order " + unpaid.order().number() + " is not paid");
            case Settlement.Held held ->
                ResponseEntity.ok("Order " + held.order().number() + " is held");
            case Settlement.NotOurs notOurs -> ResponseEntity.ok("No order of ours");
            case Settlement.Unreachable unreachable ->
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("Stripe's API does not answer us");
        };
    }

    private Optional<JsonNode> verified(String body, @Nullable String signature) {
        for (String secret : settings.webhookSecrets()) {
            try {
                if (Webhook.Signature.verifyHeader(body, signature, secret, TOLERANCE_SECONDS)) {
                    return Optional.of(json.readTree(body));
                }
            } catch (JacksonException e) {
                log.warn("Stripe signed a body that is no JSON");
                return Optional.empty();
            } catch (Exception e) {
                // Not only SignatureVerificationException: a header forged the right way makes stripe-java throw
                // NumberFormatException, ArrayIndexOutOfBoundsException or NullPointerException.
                log.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("webhook signature refused");
            }
        }
        return Optional.empty();
    }
}
