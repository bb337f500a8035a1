package io.tillstream.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.MovedClock;
import io.tillstream.dispatcher.dispatch.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition TWO = new TopicPartition("orders", 2);
    private static final Outcome SETTLED = new Outcome.Settled();

    private final MovedClock clock = new MovedClock();
    private final Positions positions = new Positions(clock);
    private final Refusing consumer = consumer();

    @Test
    void a_waiting_order_holds_the_committed_offset_but_not_the_reading() {
        took(0, 100, waiting(40, "123", 30));
        assertThat(committed(consumer)).isEqualTo(40);

        took(100, 200, SETTLED);
        positions.due(consumer);

        assertThat(committed(consumer)).isEqualTo(40);
        assertThat(consumer.position(ONE)).isEqualTo(200);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void when_a_retry_is_due_reading_goes_back_to_the_first_waiting_order_and_all_is_committed_once_it_passed() {
        took(0, 100, waiting(40, "123", 30));
        took(100, 200, SETTLED);
        clock.pass(Duration.ofMillis(29_999));
        positions.due(consumer);
        assertThat(consumer.position(ONE)).isEqualTo(200);

        clock.pass(Duration.ofMillis(1));
        positions.due(consumer);
        assertThat(consumer.position(ONE)).isEqualTo(40);

        took(40, 140, SETTLED);
        took(140, 200, SETTLED);
        assertThat(committed(consumer)).isEqualTo(200);
        clock.pass(Duration.ofHours(1));
        positions.due(consumer);
        assertThat(consumer.position(ONE)).isEqualTo(200);
    }

    @Test
    void when_the_first_order_waits_again_reading_skips_the_others() {
        took(0, 100, waiting(40, "123", 1));
        took(100, 5000, SETTLED);
        clock.pass(Duration.ofSeconds(1));
        positions.due(consumer);
        assertThat(consumer.position(ONE)).isEqualTo(40);

        took(40, 140, waiting(40, "123", 15));

        assertThat(consumer.position(ONE)).isEqualTo(5000);
        assertThat(committed(consumer)).isEqualTo(40);
    }

    @Test
    void each_of_two_reasons_to_wait_has_its_own_time() {
        took(0, 100, waiting(10, "123", 5));
        took(100, 200, waiting(150, "777", 60));
        clock.pass(Duration.ofSeconds(5));
        positions.due(consumer);
        assertThat(consumer.position(ONE)).isEqualTo(10);

        took(10, 110, SETTLED);
        took(110, 200, waiting(150, "777", 55));
        assertThat(committed(consumer)).isEqualTo(150);

        clock.pass(Duration.ofSeconds(54));
        positions.due(consumer);
        assertThat(consumer.position(ONE)).isEqualTo(200);
        clock.pass(Duration.ofSeconds(1));
        positions.due(consumer);
        assertThat(consumer.position(ONE)).isEqualTo(150);
    }

    @Test
    void a_deferred_batch_comes_back_after_the_pause() {
        took(0, 100, new Outcome.Deferred(Duration.ofMillis(600)));
        assertThat(consumer.paused()).containsExactly(ONE);
        assertThat(consumer.position(ONE)).isZero();

        clock.pass(Duration.ofMillis(599));
        positions.due(consumer);
        assertThat(consumer.paused()).containsExactly(ONE);

        clock.pass(Duration.ofMillis(1));
        positions.due(consumer);
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(ONE)).isZero();
    }

    @Test
    void a_failed_commit_is_repeated() {
        consumer.refuses = new RebalanceInProgressException("simulated");
        took(0, 100, SETTLED);
        assertThat(consumer.committed(Set.of(ONE)).get(ONE)).isNull();

        consumer.refuses = null;
        positions.due(consumer);

        assertThat(committed(consumer)).isEqualTo(100);
    }

    @Test
    void a_partition_that_one_consumer_lost_does_not_affect_another_one_of_the_same_instance() {
        took(0, 100, waiting(40, "123", 30));
        Refusing other = consumer();
        read(other, 0, 60, waiting(50, "123", 30));

        positions.forget(consumer, List.of(ONE));
        clock.pass(Duration.ofSeconds(30));
        positions.due(other);

        assertThat(other.position(ONE)).isEqualTo(50);
        assertThat(committed(other)).isEqualTo(50);
        assertThat(positions.stillOurs(consumer)).isFalse();
        assertThat(positions.stillOurs(other)).isTrue();
    }

    @Test
    void a_partition_that_is_assigned_again_begins_where_it_is_read_then() {
        took(0, 100, waiting(40, "123", 30));
        positions.forget(consumer, List.of(ONE));

        took(500, 600, SETTLED);

        assertThat(committed(consumer)).isEqualTo(600);
    }

    @Test
    void the_outcome_for_a_partition_lost_meanwhile_is_not_committed() {
        Map<TopicPartition, Positions.Stretch> batch =
                Map.of(ONE, new Positions.Stretch(0, 100), TWO, new Positions.Stretch(0, 100));
        positions.begin(consumer, batch);
        consumer.rebalance(List.of(TWO));
        consumer.seek(TWO, 100);

        positions.took(consumer, batch, SETTLED);

        assertThat(consumer.commits).last().isEqualTo(Map.of(TWO, new OffsetAndMetadata(100)));
    }

    private void took(long first, long next, Outcome outcome) {
        read(consumer, first, next, outcome);
    }

    private void read(Refusing reader, long first, long next, Outcome outcome) {
        Map<TopicPartition, Positions.Stretch> batch = Map.of(ONE, new Positions.Stretch(first, next));
        reader.seek(ONE, next);
        positions.begin(reader, batch);
        positions.took(reader, batch, outcome);
    }

    private static Outcome waiting(long first, String hold, int seconds) {
        return new Outcome.Partly(
                Map.of(ONE.partition(), new Outcome.Waiting(first, Map.of(hold, Duration.ofSeconds(seconds)))));
    }

    private static long committed(MockConsumer<byte[], byte[]> of) {
        return of.committed(Set.of(ONE)).get(ONE).offset();
    }

    private static Refusing consumer() {
        Refusing consumer = new Refusing();
        consumer.subscribe(List.of("orders"));
        consumer.rebalance(List.of(ONE, TWO));
        consumer.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
        consumer.seek(ONE, 0);
        consumer.seek(TWO, 0);
        return consumer;
    }

    /** Kafka's mock consumer, whose broker may refuse a commit. */
    static final class Refusing extends MockConsumer<byte[], byte[]> {

        KafkaException refuses;
        final List<Map<TopicPartition, OffsetAndMetadata>> commits = new java.util.ArrayList<>();

        Refusing() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            commits.add(Map.copyOf(offsets));
            if (refuses != null) {
                throw refuses;
            }
            super.commitSync(offsets, timeout);
        }
    }
}
