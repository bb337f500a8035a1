package io.tillstream.shop.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.exception.StripeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.sale.SalesSettings;
import io.tillstream.shop.stripe.StripeSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receives Stripe's webhooks. Only ids are read from the body, and only if Stripe signed it. */
@RestController
class StripeWebhook {

    private static final Logger log = LoggerFactory.getLogger(StripeWebhook.class);

    /** Stripe's largest checkout events are a few dozen kilobytes. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final String NOT_SIGNED = "not_signed";

    private final WebhookSignature signature;
    private final Payments payments;
    private final StripeShares shares;
    private final StripeSettings settings;
    private final SalesSettings sales;
    private final JsonMapper json;
    private final Clock clock;
    private final MeterRegistry registry;

    StripeWebhook(
            WebhookSignature signature,
            Payments payments,
            StripeShares shares,
            StripeSettings settings,
            SalesSettings sales,
            JsonMapper json,
            Clock clock,
            MeterRegistry registry) {
        this.signature = signature;
        this.payments = payments;
        this.shares = shares;
        this.settings = settings;
        this.sales = sales;
        this.clock = clock;
        this.json = json;
        this.registry = registry;
        // Starts at 0: Prometheus does not see the first increase of a new counter.
        count(NOT_SIGNED);
    }

    /** Answers 2xx once the order is PAID and its message is in the outbox; 503 makes Stripe try again, for three days. */
    @PostMapping("/stripe/webhook")
    ResponseEntity<String> receive(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return answer("too_large", HttpStatus.CONTENT_TOO_LARGE, "At most 256 KiB");
        }
        String text = new String(body, UTF_8);
        if (!signature.verifies(text, request.getHeader("Stripe-Signature"))) {
            return answer(NOT_SIGNED, HttpStatus.BAD_REQUEST, "Not signed by Stripe with our secret");
        }
        Notice notice;
        Instant noticedAt;
        try {
            JsonNode event = json.readTree(text);
            notice = Notice.of(event);
            noticedAt = createdAt(event);
        } catch (JacksonException e) {
            log.warn("Stripe signed a body that is not JSON");
            return answer("no_json", HttpStatus.BAD_REQUEST, "Not JSON");
        }
        Optional<String> foreign = notice.foreign(settings.live(), sales);
        if (foreign.isPresent()) {
            return answer(foreign.get(), HttpStatus.OK, "Nothing to do: " + foreign.get());
        }
        return switch (settle(notice, noticedAt)) {
            case SettleResult.Known known ->
                answer(
                        "settled",
                        HttpStatus.OK,
                        "Order " + known.order().number() + " is "
                                + known.order().state());
            case SettleResult.NotOurs notOurs -> answer("not_ours", HttpStatus.OK, "No order of ours");
            case SettleResult.Unreachable unreachable ->
                answer("unreachable", HttpStatus.SERVICE_UNAVAILABLE, "Stripe's API does not answer us");
        };
    }

    /** When the event happened: Stripe repeats a webhook for three days, and an owner may send one again much later. */
    private Instant createdAt(JsonNode event) {
        Instant now = clock.instant();
        Instant created = Instant.ofEpochSecond(event.path("created").asLong(now.getEpochSecond()));
        return created.isBefore(now) ? created : now;
    }

    private SettleResult settle(Notice notice, Instant noticedAt) {
        try {
            return shares.ofWebhooks(() -> payments.settle(notice, noticedAt));
        } catch (StripeException e) {
            return new SettleResult.Unreachable();
        }
    }

    private Counter count(String outcome) {
        return registry.counter("shop.webhooks", "outcome", outcome);
    }

    private ResponseEntity<String> answer(String outcome, HttpStatus status, String text) {
        count(outcome).increment();
        return ResponseEntity.status(status).body(text);
    }
}
