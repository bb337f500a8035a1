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

/** Kafka takes no receipts, and while that lasts something else goes wrong. */
@Tag("faults")
class ReceiptsRefusedIT {

    private static final int PARTITIONS = 12;
    private static final int OF_EACH = 20;

    private final Stack stack = RunningStack.get();
    private final Guarantees guarantees = new Guarantees(stack);
    private final MetaSwitches meta = new MetaSwitches(stack);
    private final TopicThatRefuses receipts = new TopicThatRefuses(stack, TopicThatRefuses.RECEIPTS);

    @AfterEach
    void well() throws Exception {
        receipts.isWell();
        meta.has("NONE", Duration.ZERO);
    }

    /** The instance has two consumers; one of them has orders in its hands when the other's receipts are refused. */
    @Test
    void no_order_is_lost_when_receipts_are_refused_then_meta_goes_away_then_receipts_are_taken_again()
            throws Exception {
        try (Publisher publisher = new Publisher(stack)) {
            publisher.publish(20);
            guarantees.every_paid_order_is_accounted_for();

            receipts.refuses();
            List<String> orders = new ArrayList<>(orders(publisher, 0));
            passes(Duration.ofSeconds(4));
            // What could not be written down afterwards is not sent.
            assertThat(guarantees.acceptedByMeta().keySet()).doesNotContainAnyElementsOf(orders);
            for (int partition = 1; partition < PARTITIONS; partition++) {
                orders.addAll(orders(publisher, partition));
            }
            // For the other consumer to take them; that it has cannot be seen from outside.
            passes(Duration.ofSeconds(2));
            meta.has("UNAVAILABLE", Duration.ofMinutes(1));
            passes(Duration.ofSeconds(1));
            receipts.isWell();
            passes(Duration.ofSeconds(10));
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

    private static void passes(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
