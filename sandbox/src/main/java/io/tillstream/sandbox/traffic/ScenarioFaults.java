package io.tillstream.sandbox.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.sandbox.meta.Fault;
import io.tillstream.sandbox.stack.ServiceProcess;
import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Makes go wrong what a scenario is named after. */
@Component
class ScenarioFaults {

    private static final Executor AFTER_A_WHILE = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Stack stack;
    private final OrdersTopic orders;

    ScenarioFaults(Stack stack, OrdersTopic orders) {
        this.stack = stack;
        this.orders = orders;
    }

    /** What must be there before the first order. */
    void prepare(Scenario scenario) {
        if (scenario == Scenario.DISPATCHER_KILLED) {
            stack.scaleDispatchers(2);
        }
    }

    /** @param lasts how long Meta stays ill, where the faults is Meta's */
    void strike(Scenario scenario, Duration lasts) throws IOException, InterruptedException {
        switch (scenario) {
            case STEADY, FLASH_SALE -> {
                // Nothing goes wrong but that there is much to do.
            }
            case META_OUTAGE -> meta(Fault.UNAVAILABLE, lasts);
            case SLOW_META -> meta(Fault.SLOW, lasts);
            case TOKEN_EXPIRY -> meta(Fault.TOKEN_EXPIRED, lasts);
            case THROTTLING -> meta(Fault.THROTTLED, lasts);
            case POISON -> {
                meta(Fault.REFUSES_SOME, lasts);
                orders.write("poison", "This is no order.".getBytes(UTF_8));
                orders.write("poison", "{\"orderId\":\"poison\",\"total\":\"much\"}".getBytes(UTF_8));
            }
            case REPLAY_STORM -> orders.repeatTheLast(500, 5);
            case DISPATCHER_KILLED -> {
                // A slow Meta, and a moment for orders to come: then there are some in its hands.
                meta(Fault.SLOW, lasts);
                AFTER_A_WHILE.execute(() -> stack.dispatchers().get(1).kill());
            }
        }
    }

    /** Puts right what does not come right by itself. */
    void end(Scenario scenario) throws IOException, InterruptedException {
        switch (scenario) {
            case META_OUTAGE, SLOW_META, TOKEN_EXPIRY, THROTTLING, POISON -> meta(Fault.NONE, Duration.ZERO);
            case DISPATCHER_KILLED -> {
                meta(Fault.NONE, Duration.ZERO);
                ServiceProcess killed = stack.dispatchers().get(1);
                if (!killed.alive()) {
                    stack.scaleDispatchers(2);
                }
            }
            case STEADY, FLASH_SALE, REPLAY_STORM -> {
                // Nothing is left over.
            }
        }
    }

    private void meta(Fault fault, Duration lasts) throws IOException, InterruptedException {
        HTTP.send(
                HttpRequest.newBuilder(URI.create(Stack.url(stack.ports().meta()) + "/sandbox/fault"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("kind=" + fault.name() + "&seconds=" + lasts.toSeconds()))
                        .build(),
                BodyHandlers.discarding());
    }
}
