package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults that were observed at Meta. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.SECOND)
class MetaFaultsIT {

    private static final Logger log = LoggerFactory.getLogger("io.tillstream.backing");

    /** {@code -Dfault.factor=6} makes the faults six times longer, like a real outage. */
    private static final int FACTOR = Integer.getInteger("fault.factor", 1);

    private final Stack stack = RunningStack.second();
    private final Guarantees guarantees = new Guarantees(stack, Guarantees.SECOND);
    private final MetaSwitches meta = new MetaSwitches(stack);

    @AfterEach
    void reset() throws Exception {
        meta.has("NONE", Duration.ZERO);
    }

    @Test
    void twenty_thousand_orders_survive_an_outage_of_meta() throws Exception {
        try (Publisher publisher = new Publisher(stack, Guarantees.SECOND)) {
            publisher.publish(10);
            guarantees.every_paid_order_is_accounted_for();
            int deadBefore = guarantees.deadLetters().size();
            String rebalancesBefore = generation();
            long requestsBefore = meta.requests();
            Duration outage = Duration.ofSeconds(30L * FACTOR);
            meta.has("UNAVAILABLE", outage);
            Instant began = Instant.now();

            List<String> orders = publisher.publish(20_000);
            orders.stream()
                    .filter(id -> ThreadLocalRandom.current().nextInt(20) == 0)
                    .forEach(publisher::again);
            publisher.poison("this is no JSON");
            publisher.poison("{\"eventId\":\"e-1\",\"orderId\":\"o-1\"}");
            String fromTheFuture = publisher.publish(Instant.now().plus(Duration.ofDays(1)));
            await().atMost(outage.plusSeconds(10)).until(() -> Instant.now().isAfter(began.plus(outage)));
            long requests = meta.requests() - requestsBefore;
            log.info("requests in an outage of {} s: {}", outage.toSeconds(), requests);

            guarantees.hold();

            log.info(
                    "all accepted {} s after it began",
                    Duration.between(began, Instant.now()).toSeconds());
            assertThat(requests).isLessThan(30L * FACTOR);
            assertThat(guarantees.deadLetters()).hasSize(deadBefore + 3).contains("undecodable", "schema");
            assertThat(guarantees.receipts().get(fromTheFuture).path("status").asString())
                    .isEqualTo("DEAD_LETTERED");
            assertThat(guarantees.receipts().get(fromTheFuture).path("reason").asString())
                    .isEqualTo("schema");
            assertThat(generation()).isEqualTo(rebalancesBefore);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_EXPIRED, 5, Meta refuses the token",
        "THROTTLED, 8, Meta throttles",
        "BAD_GATEWAY, 6, Meta is not reached",
        "EMPTY, 6, Meta is not reached",
        "TRICKLE, 8, no whole answer within",
        "SLOW, 5, batch dispatched"
    })
    void orders_wait_while_meta_has_a_fault_and_arrive_once(String fault, int seconds, String logged) throws Exception {
        try (Publisher publisher = new Publisher(stack, Guarantees.SECOND)) {
            publisher.publish(100);
            guarantees.every_paid_order_is_accounted_for();
            long logBefore = java.nio.file.Files.size(stack.dispatcher().log());
            long requestsBefore = meta.requests();

            meta.has(fault, Duration.ofSeconds((long) seconds * FACTOR));
            publisher.publish(1000);

            guarantees.hold();
            log.info("{} for {} s: {} requests", fault, seconds * FACTOR, meta.requests() - requestsBefore);
            assertThat(java.nio.file.Files.readString(stack.dispatcher().log()).substring((int) logBefore))
                    .contains(logged);
        }
    }

    @ParameterizedTest
    @CsvSource({"SHORT", "CUT"})
    void orders_that_meta_accepted_without_a_clear_answer_are_sent_again_as_the_same_event(String fault)
            throws Exception {
        try (Publisher publisher = new Publisher(stack, Guarantees.SECOND)) {
            publisher.publish(100);
            guarantees.every_paid_order_is_accounted_for();

            meta.has(fault, Duration.ofSeconds(3));
            List<String> orders = publisher.publish(50);

            guarantees.every_paid_order_is_accounted_for();
            assertThat(guarantees.repeats()).isNotEmpty();
            assertThat(orders)
                    .containsAll(guarantees.repeats().stream()
                            .filter(id -> !Guarantees.SECOND.repeated().contains(id))
                            .toList());
            Guarantees.SECOND.repeated().addAll(orders);
            guarantees.hold();
        }
    }

    /** Kafka's rebalance counters, which change with every rebalance of the group. */
    private String generation() {
        return Http.get(stack.ports().dispatcher(), "/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("kafka_consumer_coordinator_rebalance_total"))
                .sorted()
                .toList()
                .toString();
    }
}
