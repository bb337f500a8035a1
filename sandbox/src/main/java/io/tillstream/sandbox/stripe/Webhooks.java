package io.tillstream.sandbox.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells the shop of events, signed as Stripe signs, again and again until it answers 2xx. */
@Component
class Webhooks implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

    /** Stripe tries for three days; here the waits are short, so that a person can watch. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI endpoint;
    private final String secret;
    private final JsonMapper json;
    private final Clock clock;

    Webhooks(
            @Value("${sandbox.webhook-url}") URI endpoint,
            @Value("${sandbox.webhook-secret}") String secret,
            JsonMapper json,
            Clock clock) {
        this.endpoint = endpoint;
        this.secret = secret;
        // Stripe's bodies are indented; a shop that reads them line by line breaks the signature.
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
        this.clock = clock;
    }

    /** @param result told after each attempt: the status, or why there was none */
    void deliver(JsonNode event, Consumer<String> result) {
        deliveries.execute(() -> attempt(event, result, FIRST_WAIT));
    }

    private void attempt(JsonNode event, Consumer<String> result, Duration wait) {
        String outcome = post(json.writeValueAsString(event));
        result.accept(outcome);
        if (!outcome.startsWith("2") && !deliveries.isShutdown()) {
            Duration next = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, deliveries)
                    .execute(() -> attempt(event, result, next));
        }
    }

    private String post(String body) {
        long now = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Stripe-Signature", "t=" + now + ",v1=" + sign(now + "." + body))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            log.atInfo().addKeyValue("cause", e.toString()).log("webhook not delivered, trying again");
            return "no answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "stopped";
        }
    }

    /** docs.stripe.com/webhooks: HMAC-SHA256 of the time, a dot and the body. */
    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    @Override
    public void destroy() {
        deliveries.shutdownNow();
    }
}
