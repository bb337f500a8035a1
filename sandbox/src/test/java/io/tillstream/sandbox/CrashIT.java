package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Kills each process with SIGKILL at the most critical moment. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.THIRD)
class CrashIT {

    private static final Duration START = Duration.ofSeconds(90);

    private final Stack stack = RunningStack.third();
    private final Guarantees guarantees = new Guarantees(stack, Guarantees.THIRD);

    @Test
    void orders_that_wait_for_a_killed_dispatcher_reach_meta_after_its_restart() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        for (int order = 0; order < 10; order++) {
            shopper.buys("enamel-mug");
        }
        guarantees.every_paid_order_is_accounted_for();

        stack.dispatcher().kill();
        for (int order = 0; order < 20; order++) {
            shopper.buys("notebook");
        }
        stack.dispatcher().start();
        stack.dispatcher().awaitReady(START);

        guarantees.hold();
    }

    @Test
    void orders_are_paid_while_kafka_is_down_for_twenty_seconds() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        stack.broker().kill();
        Instant killed = Instant.now();
        List<String> sessions = new ArrayList<>();
        for (int order = 0; order < 5; order++) {
            sessions.add(shopper.buys("tea-towel"));
        }
        for (String session : sessions) {
            await().until(() ->
                    shopper.looks("/thanks?session_id=" + session).body().contains("is paid."));
        }
        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(25))
                .until(() -> Duration.between(killed, Instant.now()).toSeconds() >= 20);
        stack.startBroker();

        guarantees.hold();
    }

    @Test
    void a_shop_that_is_killed_right_after_it_acknowledged_a_webhook_loses_nothing() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        // Without Kafka, only the outbox has the message when the shop is killed.
        stack.broker().kill();
        String session = shopper.buys("moka-pot");
        await().until(() -> StripeWebhooks.deliver(stack, session) == 200);
        stack.shop().kill();
        stack.startBroker();
        stack.shop().start();
        stack.shop().awaitReady(START);
        assertThat(shopper.looks("/thanks?session_id=" + session).body()).contains("is paid.");

        guarantees.hold();
    }
}
