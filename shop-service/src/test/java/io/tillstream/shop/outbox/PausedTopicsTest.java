package io.tillstream.shop.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PausedTopicsTest {

    @Test
    void a_topic_is_paused_longer_after_each_failure_and_not_after_a_success() {
        AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
        PausedTopics topics = new PausedTopics(nanoTime::get);
        topics.failed("a", new IllegalStateException("away"));
        assertThat(topics.now()).containsExactly("a");
        nanoTime.addAndGet(Duration.ofMillis(1001).toNanos());
        assertThat(topics.now()).isEmpty();

        for (int time = 0; time < 10; time++) {
            topics.failed("a", new IllegalStateException("away"));
        }
        nanoTime.addAndGet(Duration.ofSeconds(14).toNanos());
        assertThat(topics.now()).containsExactly("a");
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(topics.now()).isEmpty();
        topics.passed("a");
        topics.failed("a", new IllegalStateException("away"));
        nanoTime.addAndGet(Duration.ofMillis(1001).toNanos());
        assertThat(topics.now()).isEmpty();
    }
}
