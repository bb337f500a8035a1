package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.ServiceProcess;
import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several dispatchers share the work, are started, stopped and killed. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.SECOND)
class DispatchersIT {

    private static final Logger log = LoggerFactory.getLogger("io.tillstream.backing");
    /** Each instance is killed once; {@code -Dkill.count=12} kills more often. */
    private static final int KILLS = Integer.getInteger("kill.count", 3);

    private static final Duration START = Duration.ofSeconds(90);
    private static final int MOST_IN_FLIGHT = 2 * 1000;

    private final Stack stack = RunningStack.second();
    private final Guarantees guarantees = new Guarantees(stack, Guarantees.SECOND);
    private final MetaSwitches meta = new MetaSwitches(stack);

    @AfterEach
    void reset() throws Exception {
        meta.has("NONE", Duration.ZERO);
        stack.scaleDispatchers(1);
    }

    @Test
    void kills_under_load_lose_nothing_and_repeat_no_more_than_was_in_flight() throws Exception {
        stack.scaleDispatchers(3);
        try (Publisher publisher = new Publisher(stack, Guarantees.SECOND)) {
            List<String> orders = new ArrayList<>();
            // Slow answers, so that each kill has a request in flight.
            meta.has("SLOW", Duration.ofMinutes(10));
            for (int kill = 0; kill < KILLS; kill++) {
                ServiceProcess victim = stack.dispatchers().get(kill % 3);
                long requests = meta.requests();
                orders.addAll(publisher.publish(1500));
                await().atMost(Duration.ofSeconds(20)).until(() -> meta.requests() > requests);
                victim.kill();
                orders.addAll(publisher.publish(500));
                victim.start();
                victim.awaitReady(START);
            }
            meta.has("NONE", Duration.ZERO);

            guarantees.every_paid_order_is_accounted_for();
            Set<String> repeats = new TreeSet<>(guarantees.repeats());
            repeats.removeAll(Guarantees.SECOND.repeated());
            log.info("{} orders, {} kills: {} repeated at Meta", orders.size(), KILLS, repeats.size());
            assertThat(orders).containsAll(repeats);
            assertThat(repeats).hasSizeLessThanOrEqualTo(KILLS * MOST_IN_FLIGHT);
            Guarantees.SECOND.repeated().addAll(repeats);
            guarantees.hold();
        }
    }

    @Test
    void scaling_to_four_and_two_dispatchers_under_load_loses_and_repeats_nothing() throws Exception {
        try (Publisher publisher = new Publisher(stack, Guarantees.SECOND)) {
            Load load = new Load(publisher);
            load.start();
            stack.scaleDispatchers(4);
            int before = load.published();
            await().until(() -> load.published() > before + 1000);
            stack.scaleDispatchers(2);
            int then = load.published();
            await().until(() -> load.published() > then + 1000);
            load.stop();

            guarantees.hold();
        }
    }

    @Test
    void another_dispatcher_takes_over_the_partitions_of_a_killed_one_within_fifteen_seconds() throws Exception {
        stack.scaleDispatchers(2);
        try (Publisher publisher = new Publisher(stack, Guarantees.SECOND)) {
            publisher.publish(200);
            guarantees.every_paid_order_is_accounted_for();

            Instant killed = Instant.now();
            stack.dispatchers().get(1).kill();
            Set<String> orders = new TreeSet<>(publisher.publish(200));
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> guarantees.acceptedByMeta().keySet().containsAll(orders));
            Duration took = Duration.between(killed, Instant.now());
            log.info("served by another {} ms after the kill", took.toMillis());

            assertThat(took).isLessThan(Duration.ofSeconds(15));
            guarantees.hold();
        }
    }

    @Test
    void a_broker_that_is_killed_while_meta_answers_loses_and_repeats_nothing() throws Exception {
        try (Publisher publisher = new Publisher(stack, Guarantees.SECOND)) {
            publisher.publish(10);
            guarantees.every_paid_order_is_accounted_for();
            meta.has("SLOW", Duration.ofSeconds(20));
            long requests = meta.requests();
            publisher.publish(1500);
            await().until(() -> meta.requests() > requests);
            // Meta has the request, but the broker cannot store the receipts.
            stack.broker().kill();
            stack.startBroker();
            publisher.publish(500);

            guarantees.hold();
        }
    }

    /** Publishes a hundred orders at a time until it is stopped. */
    private static final class Load {

        private final Publisher publisher;
        private final List<String> orders = new ArrayList<>();
        private volatile boolean running = true;
        private Thread thread;

        Load(Publisher publisher) {
            this.publisher = publisher;
        }

        void start() {
            thread = Thread.ofPlatform().daemon().start(() -> {
                while (running) {
                    List<String> more = publisher.publish(100);
                    synchronized (orders) {
                        orders.addAll(more);
                    }
                    java.util.concurrent.locks.LockSupport.parkNanos(
                            Duration.ofMillis(200).toNanos());
                }
            });
        }

        int published() {
            synchronized (orders) {
                return orders.size();
            }
        }

        void stop() throws InterruptedException {
            running = false;
            thread.join();
        }
    }
}
