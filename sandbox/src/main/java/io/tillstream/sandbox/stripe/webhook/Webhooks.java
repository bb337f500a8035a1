package io.tillstream.sandbox.stripe.webhook;

import io.tillstream.sandbox.stripe.store.Switches;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Sends signed events to the shop and retries until it answers 2xx. */
@Component
class Webhooks implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

    /** Stripe retries for three days. Here the waits are short, so that a person can watch. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final ExecutorService deliveries = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Endpoints endpoints;
    private final Switches switches;
    private final JsonMapper json;
    private final Clock clock;

    Webhooks(Endpoints endpoints, Switches switches, JsonMapper json, Clock clock) {
        this.endpoints = endpoints;
        this.switches = switches;
        // Stripe's bodies are indented. A shop that reads them line by line breaks the signature.
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
        this.clock = clock;
    }

    /**
     * The result of one delivery attempt.
     *
     * @param text the shop's status and body, or the reason why there was no answer
     * @param open whether another attempt follows, if necessary after a restart
     */
    record Result(String text, boolean open) {

        static Result of(String text) {
            return new Result(text, !text.startsWith("2"));
        }
    }

    /** @param result called after each attempt at the first endpoint that takes the event */
    void deliver(JsonNode event, Travel travel, Consumer<Result> result) {
        List<Endpoints.Target> targets = targets(event);
        for (int number = 0; number < targets.size(); number++) {
            Endpoints.Target target = targets.get(number);
            Consumer<Result> noted = number == 0 ? result : ignored -> {};
            Endpoints.Target first = travel == Travel.BAD_SIGNATURE
                    ? new Endpoints.Target(target.url(), "whsec_of_somebody_else")
                    : target;
            travel.delays().forEach(delay -> after(delay, () -> attempt(event, noted, first, target, FIRST_WAIT)));
        }
    }

    /** Delivers once and waits for the answer of the first endpoint, at most ten seconds. */
    Result deliverOnce(JsonNode event) {
        if (switches.webhooks() != Switches.Endpoint.UP) {
            return new Result("lost: webhooks are down", false);
        }
        String answer = "no endpoint";
        for (Endpoints.Target target : targets(event).reversed()) {
            answer = post(json.writeValueAsString(event), target);
        }
        return new Result(answer, false);
    }

    private List<Endpoints.Target> targets(JsonNode event) {
        return endpoints.targets(event.path("type").asString());
    }

    /**
     * @param now the endpoint of this attempt
     * @param next the endpoint of the next attempts, with its own secret
     */
    private void attempt(
            JsonNode event, Consumer<Result> result, Endpoints.Target now, Endpoints.Target next, Duration wait) {
        switch (switches.webhooks()) {
            case UP -> {
                Result outcome = Result.of(post(json.writeValueAsString(event), now));
                result.accept(outcome);
                if (outcome.open()) {
                    Duration longer =
                            wait.compareTo(LONGEST_WAIT.dividedBy(2)) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
                    after(wait, () -> attempt(event, result, next, next, longer));
                }
            }
            case DOWN -> {
                result.accept(new Result("waits: webhooks are down", true));
                after(FIRST_WAIT, () -> attempt(event, result, now, next, wait));
            }
            case DOWN_AND_LOST -> result.accept(new Result("lost: webhooks were down", false));
        }
    }

    private void after(Duration delay, Runnable attempt) {
        if (!deliveries.isShutdown()) {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, deliveries)
                    .execute(attempt);
        }
    }

    private String post(String body, Endpoints.Target target) {
        HttpRequest request = HttpRequest.newBuilder(target.url())
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json; charset=utf-8")
                .header(
                        "Stripe-Signature",
                        Signature.of(body, target.secret(), clock.instant().getEpochSecond()))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            log.atInfo().addKeyValue("cause", e.toString()).log("webhook not delivered");
            return "no answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "stopped";
        }
    }

    @Override
    public void destroy() {
        deliveries.shutdownNow();
    }
}
