package io.tillstream.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.Backing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;

class OwnConsumersIT {

    private @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private final OwnConsumers own = new OwnConsumers(new KafkaListenerEndpointRegistry() {
        @Override
        public @Nullable MessageListenerContainer getListenerContainer(String id) {
            return id.equals("orders") ? container : null;
        }
    });
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void partitions_and_the_time_since_each_consumer_polled_are_those_of_the_listener() throws Exception {
        String topic = "own-consumers-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
        assertThat(own.partitions()).isEmpty();
        assertThat(own.polls()).isEmpty();
        listen(topic);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(own.partitions()).containsExactly(0, 1, 2));
            assertThat(own.polls()).hasSize(2).allSatisfy(poll -> {
                assertThat(poll.secondsAgo()).isBetween(0.0, 5.0);
                assertThat(Thread.getAllStackTraces().keySet())
                        .anyMatch(thread -> thread.getName().startsWith(poll.thread()));
            });

            hang(topic);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(own.polls()).anyMatch(poll -> poll.secondsAgo() >= 6));
        } finally {
            end.countDown();
            container.stop();
        }
        assertThat(own.polls()).isEmpty();
    }

    private void listen(String topic) {
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                Map.of("bootstrap.servers", Backing.kafka(), "group.id", topic, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
        factory.setConcurrency(2);
        container = factory.createContainer(topic);
        container.setBeanName("orders");
        container.setupMessageListener((MessageListener<byte[], byte[]>) record -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        container.start();
    }

    private static void hang(String topic) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backing.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, new byte[0], new byte[0]))
                    .get();
        }
    }
}
