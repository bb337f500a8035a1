package io.tillstream.dispatcher.deadletter;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.platform.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

@Configuration(proxyBeanMethods = false)
class DeadLetterTopic {

    /** Much longer than a replay is possible, so that operators can still investigate. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** Enough for a message at the usual limit of 1 MiB with the headers added here. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    @Bean
    @Lazy
    NewTopic deadLettersTopic(Topics topics) {
        return topics.byPartition(TopicNames.DEAD_LETTERS, KEPT)
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MOST_BYTES))
                .build();
    }

    /** Writes keys as bytes, so that every key is copied unchanged. */
    @Bean
    KafkaTemplate<byte[], byte[]> deadLetterTemplate(ProducerFactory<byte[], byte[]> producers) {
        return new KafkaTemplate<>(
                producers, Map.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
    }

    /** The default template; Spring Boot creates none when there is another one. */
    @Bean
    KafkaTemplate<String, byte[]> kafkaTemplate(ProducerFactory<String, byte[]> producers) {
        return new KafkaTemplate<>(producers);
    }
}
