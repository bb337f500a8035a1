package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final Waits waits = new Waits();

    @Test
    void a_batch_of_which_nothing_waits_is_settled() {
        assertThat(waits.outcome()).isEqualTo(new Outcome.Settled());
        assertThat(waits.orders()).isZero();
    }

    @Test
    void each_partition_waits_from_its_first_order_on_whichever_was_found_first() {
        waits.add(Sales.at(3, 12), "123", SOON);
        waits.add(Sales.at(3, 10), "receipts", LATER);
        waits.add(Sales.at(3, 11), "123", SOON);
        waits.add(Sales.at(4, 99), "777", LATER);

        assertThat(waits.outcome())
                .isEqualTo(new Outcome.Partly(Map.of(
                        3, new Outcome.Waiting(10, Map.of("123", SOON, "receipts", LATER)),
                        4, new Outcome.Waiting(99, Map.of("777", LATER)))));
        assertThat(waits.orders()).isEqualTo(4);
    }

    @Test
    void for_the_same_reason_the_shortest_wait_counts() {
        waits.add(Sales.at(0, 1), "123", LATER);
        waits.add(Sales.at(0, 2), "123", SOON);
        waits.add(Sales.at(0, 3), "123", LATER);

        assertThat(waits.outcome())
                .isEqualTo(new Outcome.Partly(Map.of(0, new Outcome.Waiting(1, Map.of("123", SOON)))));
    }

    @Test
    void all_events_of_a_request_wait_with_their_orders() {
        waits.add(Sales.sales(5, 8), "123", SOON);

        assertThat(waits.outcome())
                .isEqualTo(new Outcome.Partly(Map.of(0, new Outcome.Waiting(5, Map.of("123", SOON)))));
        assertThat(waits.orders()).isEqualTo(3);
    }
}
