package io.tillstream.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.Backing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

class TopicFollowerIT {

    @Test
    void it_waits_for_a_topic_that_is_created_a_moment_later() throws Exception {
        String topic = "made-later-" + UUID.randomUUID();
        Map<String, Object> config = Map.of("bootstrap.servers", Backing.kafka(), "allow.auto.create.topics", false);
        var consumers =
                new DefaultKafkaConsumerFactory<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try (TopicFollower follower = new TopicFollower(consumers, topic, record -> {});
                Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(follower::catchUp);
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> !reading.isDone());

            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();

            assertThat(reading).succeedsWithin(Duration.ofSeconds(30));
            assertThat(follower.caughtUp()).isTrue();
        }
    }
}
