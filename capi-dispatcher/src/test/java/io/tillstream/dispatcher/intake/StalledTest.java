package io.tillstream.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ConsumerStoppedEvent;

@ExtendWith(OutputCaptureExtension.class)
class StalledTest {

    private final OwnConsumersFor own = new OwnConsumersFor();
    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
    private final List<Object> published = new ArrayList<>();
    private final Stalled stalled = stalled(Map.of());

    StalledTest() {
        wellSaysBoot();
    }

    @Test
    void a_consumer_that_hangs_breaks_liveness_and_the_log_says_where(CapturedOutput output) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread hanging = Thread.ofPlatform().name("orders-0-C-1").start(() -> waitFor(end));
        try {
            await().until(() -> hanging.getState() == Thread.State.WAITING);
            own.polls = List.of(poll("orders-0-C-", 361), poll("orders-1-C-", 0.2));
            stalled.look();
            stalled.look();

            assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
            assertThat(output.getAll()).containsOnlyOnce("A consumer hangs");
            assertThat(output.getAll()).contains("CountDownLatch.await", "StalledTest.waitFor", "seconds=\"361\"");
        } finally {
            end.countDown();
            hanging.join();
        }
    }

    @Test
    void liveness_recovers_when_a_consumer_was_only_slow() {
        own.polls = List.of(poll("orders-0-C-", 400));
        stalled.look();
        own.polls = List.of(poll("orders-0-C-", 0.1));
        stalled.look();

        assertThat(availability.getLivenessState()).isEqualTo(LivenessState.CORRECT);
        assertThat(published).hasSize(2);
    }

    @Test
    void six_minutes_are_the_bound_and_it_moves_with_the_longest_pause_between_polls() {
        own.polls = List.of(poll("orders-0-C-", 360));
        stalled.look();
        assertThat(published).isEmpty();

        own.polls = List.of(poll("orders-0-C-", 90.5), poll("orders-1-C-", 92));
        stalled(Map.of("max.poll.interval.ms", "30000")).look();
        assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
    }

    @Test
    void a_fenced_dispatcher_is_neither_alive_nor_ready_even_if_boot_resets_the_state_afterwards() {
        stalled.on(new ConsumerStoppedEvent(this, this, ConsumerStoppedEvent.Reason.FENCED));
        assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
        assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);

        wellSaysBoot();
        stalled.look();

        assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
        assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
    }

    @Test
    void a_consumer_that_was_stopped_normally_changes_nothing() {
        stalled.on(new ConsumerStoppedEvent(this, this, ConsumerStoppedEvent.Reason.NORMAL));
        stalled.look();

        assertThat(published).isEmpty();
    }

    private static void waitFor(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OwnConsumers.Poll poll(String thread, double secondsAgo) {
        return new OwnConsumers.Poll(thread, secondsAgo);
    }

    private Stalled stalled(Map<String, Object> consumer) {
        return new Stalled(
                event -> {
                    published.add(event);
                    availability.onApplicationEvent((AvailabilityChangeEvent<?>) event);
                },
                availability,
                own,
                new DefaultKafkaConsumerFactory<>(consumer));
    }

    /** What Spring Boot does at the end of a start. */
    private void wellSaysBoot() {
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, LivenessState.CORRECT));
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));
    }
}
