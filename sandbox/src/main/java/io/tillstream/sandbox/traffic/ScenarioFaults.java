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

/** Begins and ends the fault of a scenario. */
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

    /** Prepares the stack before the first order. */
    void prepare(Scenario scenario) {
        if (scenario == Scenario.DISPATCHER_KILLED) {
            stack.scaleDispatchers(2);
        }
    }

    /** @param lasts when a fault of Meta ends by itself, if {@link #end} never does it */
    void begin(Scenario scenario, Duration lasts) throws IOException, InterruptedException {
        switch (scenario) {
            case STEADY, FLASH_SALE -> {
                // These scenarios have no fault.
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
                // While Meta is slow and orders arrive, the dispatcher has requests in flight.
                meta(Fault.SLOW, lasts);
                AFTER_A_WHILE.execute(() -> stack.dispatchers().get(1).kill());
            }
        }
    }

    /** Ends the fault. */
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
                // Nothing to end.
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
