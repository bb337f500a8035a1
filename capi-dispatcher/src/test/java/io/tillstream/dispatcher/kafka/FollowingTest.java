package io.tillstream.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FollowingTest {

    private final FollowedTopic topic = new FollowedTopic();
    private final List<String> read = new CopyOnWriteArrayList<>();

    FollowingTest() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel("io.tillstream.dispatcher.kafka", LogLevel.INFO);
    }

    @Test
    void after_any_failure_of_a_poll_the_next_record_is_read_and_the_failure_is_logged_once(CapturedOutput output) {
        try (TopicFollower follower = topic.follower(record -> read.add(new String(record.value())))) {
            topic.write("first");
            topic.fail(new WakeupException());
            topic.fail(new IllegalStateException("unexpected"));
            topic.fail(new StackOverflowError());
            topic.fail(new KafkaException("no"));
            topic.write("second");
            follower.follow();

            await().untilAsserted(() -> assertThat(read).containsExactly("first", "second"));
            assertThat(follower.alive()).isTrue();
            await().untilAsserted(() -> assertThat(output).contains("The topic is followed again"));
            assertThat(output.getAll()).containsOnlyOnce("A topic cannot be followed");
        }
    }

    @Test
    void an_error_about_one_record_ends_that_record_alone() {
        try (TopicFollower follower = topic.follower(record -> {
            if (new String(record.value()).equals("deep")) {
                throw new StackOverflowError();
            }
            read.add(new String(record.value()));
        })) {
            topic.write("deep");
            topic.write("plain");
            follower.follow();

            await().untilAsserted(() -> assertThat(read).containsExactly("plain"));
        }
    }

    @Test
    void while_kafka_does_not_return_the_topics_end_the_known_state_becomes_older() {
        try (TopicFollower follower = topic.follower(record -> {})) {
            follower.catchUp();
            follower.follow();
            assertThat(follower.behind()).isLessThan(Duration.ofSeconds(5));

            topic.away = true;
            await().until(() -> follower.behind().compareTo(Duration.ofMillis(4500)) > 0);
            topic.away = false;

            await().until(() -> follower.behind().compareTo(Duration.ofSeconds(3)) < 0);
        }
    }

    @Test
    void a_closed_follower_is_not_alive() {
        TopicFollower follower = topic.follower(record -> {});
        follower.catchUp();
        follower.follow();
        await().until(follower::alive);

        follower.close();

        assertThat(follower.alive()).isFalse();
    }

    @Test
    void a_state_older_than_the_bound_is_not_known_until_kafka_answers_again() {
        Following following = topic.following(Duration.ofSeconds(5));
        assertThat(following.known()).isFalse();
        following.start();
        assertThat(following.known()).isTrue();

        topic.away = true;
        await().until(() -> !following.known());
        topic.away = false;
        await().until(following::known);
        following.stop();

        assertThat(following.known()).isFalse();
        assertThat(following.behindSeconds()).isNaN();
    }

    @Test
    void the_loss_of_the_state_is_logged_as_an_error_once_and_its_return_is_logged(CapturedOutput output) {
        Following following = topic.following(Duration.ofSeconds(60));

        following.report(true, Duration.ofSeconds(60));
        assertThat(output.getAll()).doesNotContain("ERROR");
        following.report(true, Duration.ofSeconds(61));
        following.report(true, Duration.ofSeconds(63));
        following.report(false, Duration.ofSeconds(3));
        assertThat(output.getAll()).containsOnlyOnce("The topic's state is not known any more. Orders wait.");
        following.report(true, Duration.ofSeconds(3));
        following.report(false, Duration.ofSeconds(3));

        assertThat(output.getAll()).contains("reading=\"false\"");
    }
}
