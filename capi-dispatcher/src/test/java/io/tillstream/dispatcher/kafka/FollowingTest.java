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
    void whatever_a_poll_dies_of_the_next_record_is_read_and_the_log_says_it_once(CapturedOutput output) {
        try (TopicFollower follower = topic.follower(record -> read.add(new String(record.value())))) {
            topic.write("first");
            topic.fail(new WakeupException());
            topic.fail(new IllegalStateException("nobody foresaw it"));
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
    void while_kafka_does_not_say_where_the_topic_ends_what_is_known_grows_older() {
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
    void a_follower_that_was_closed_is_not_alive() {
        TopicFollower follower = topic.follower(record -> {});
        follower.catchUp();
        follower.follow();
        await().until(follower::alive);

        follower.close();

        assertThat(follower.alive()).isFalse();
    }

    @Test
    void what_is_older_than_the_bound_is_not_known_until_kafka_tells_again() {
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
    void that_it_is_not_known_is_cried_out_once_and_its_end_is_told(CapturedOutput output) {
        Following following = topic.following(Duration.ofSeconds(60));

        following.tell(true, Duration.ofSeconds(60));
        assertThat(output.getAll()).doesNotContain("ERROR");
        following.tell(true, Duration.ofSeconds(61));
        following.tell(true, Duration.ofSeconds(63));
        following.tell(false, Duration.ofSeconds(3));
        assertThat(output.getAll()).containsOnlyOnce("What the topic says is not known any more. Orders wait.");
        following.tell(true, Duration.ofSeconds(3));
        following.tell(false, Duration.ofSeconds(3));

        assertThat(output.getAll()).contains("reading=\"false\"");
    }
}
