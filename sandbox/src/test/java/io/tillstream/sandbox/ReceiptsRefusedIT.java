package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Kafka refuses receipts, and a second fault occurs at the same time. */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.THIRD)
class ReceiptsRefusedIT {

    private static final int PARTITIONS = 12;
    private static final int OF_EACH = 20;

    private final Stack stack = RunningStack.third();
    private final Guarantees guarantees = new Guarantees(stack, Guarantees.THIRD);
    private final MetaSwitches meta = new MetaSwitches(stack);
    private final TopicThatRefuses receipts = new TopicThatRefuses(stack, TopicThatRefuses.RECEIPTS);

    @AfterEach
    void reset() throws Exception {
        receipts.heal();
        meta.has("NONE", Duration.ZERO);
    }

    /** The instance has two consumers: one has orders in progress while the receipts of the other are refused. */
    @Test
    void no_order_is_lost_if_receipts_are_refused_then_meta_fails_then_receipts_are_accepted_again() throws Exception {
        try (Publisher publisher = new Publisher(stack, Guarantees.THIRD)) {
            publisher.publish(20);
            guarantees.every_paid_order_is_accounted_for();

            receipts.refuses();
            List<String> orders = new ArrayList<>(orders(publisher, 0));
            pause(Duration.ofSeconds(4));
            // An order whose receipt could not be written is not sent.
            assertThat(guarantees.acceptedByMeta().keySet()).doesNotContainAnyElementsOf(orders);
            for (int partition = 1; partition < PARTITIONS; partition++) {
                orders.addAll(orders(publisher, partition));
            }
            // Time for the other consumer to fetch them, which is not visible from outside.
            pause(Duration.ofSeconds(2));
            meta.has("UNAVAILABLE", Duration.ofMinutes(1));
            pause(Duration.ofSeconds(1));
            receipts.heal();
            pause(Duration.ofSeconds(10));
            meta.has("NONE", Duration.ZERO);

            guarantees.hold();
            assertThat(guarantees.acceptedByMeta().keySet())
                    .hasSizeGreaterThanOrEqualTo(PARTITIONS * OF_EACH)
                    .containsAll(orders);
        }
    }

    private static List<String> orders(Publisher publisher, int partition) {
        List<String> orders = new ArrayList<>();
        for (int order = 0; order < OF_EACH; order++) {
            orders.add(publisher.publish(Instant.now(), "SGD", partition));
        }
        publisher.flush();
        return orders;
    }

    private static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
