package io.tillstream.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.MovedClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final TopicPartition ONE = new TopicPartition("orders", 1);

    private final MovedClock clock = new MovedClock();
    private final Positions positions = new Positions(clock);
    private final PositionsTest.Refusing consumer = new PositionsTest.Refusing();
    private boolean stopping;
    private Turn turn;

    @BeforeEach
    void poll() {
        consumer.subscribe(List.of("orders"));
        consumer.rebalance(List.of(ONE));
        positions.begin(consumer, Map.of(ONE, new Positions.Stretch(5, 10)));
        turn = new Turn(consumer, positions, clock, Duration.ofSeconds(30), () -> stopping);
    }

    @Test
    void the_broker_is_asked_at_first_and_then_once_in_three_seconds() {
        assertThat(turn.holds()).isTrue();
        clock.pass(Duration.ofMillis(2_999));
        assertThat(turn.holds()).isTrue();
        assertThat(consumer.commits).hasSize(1);

        clock.pass(Duration.ofMillis(1));
        assertThat(turn.holds()).isTrue();
        assertThat(consumer.commits).hasSize(2);
    }

    @Test
    void it_ends_when_the_broker_says_that_another_consumer_has_the_partitions() {
        assertThat(turn.holds()).isTrue();
        consumer.refuses = new CommitFailedException();
        assertThat(turn.holds()).isTrue();

        clock.pass(Duration.ofSeconds(3));
        assertThat(turn.holds()).isFalse();
    }

    @Test
    void a_process_that_was_suspended_while_it_waited_for_orders_asks_before_it_sends_the_first() {
        consumer.refuses = new CommitFailedException();

        assertThat(turn.holds()).isFalse();
    }

    @Test
    void it_ends_when_the_partitions_were_taken_away_meanwhile() {
        positions.forget(consumer, List.of(ONE));
        clock.pass(Duration.ofSeconds(3));

        assertThat(turn.holds()).isFalse();
    }

    @Test
    void it_ends_with_the_time_of_the_batch() {
        clock.pass(Duration.ofMillis(29_999));
        assertThat(turn.holds()).isTrue();

        clock.pass(Duration.ofMillis(1));
        assertThat(turn.holds()).isFalse();
    }

    @Test
    void it_ends_at_once_when_the_dispatcher_stops() {
        stopping = true;

        assertThat(turn.holds()).isFalse();
    }
}
