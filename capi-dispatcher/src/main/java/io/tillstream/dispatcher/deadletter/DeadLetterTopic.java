package io.tillstream.dispatcher.deadletter;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

@Configuration(proxyBeanMethods = false)
class DeadLetterTopic {

    static final String NAME = "capi.dead-letters.v1";

    /** Long after they can be sent, so that somebody can still look into what happened. */
    private static final Duration KEPT = Duration.ofDays(90);

    @Bean
    NewTopic deadLettersTopic() {
        return TopicBuilder.name(NAME)
                .partitions(12)
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()))
                .build();
    }

    /** Keys as bytes: whatever came as a key leaves as the same. */
    @Bean
    KafkaTemplate<byte[], byte[]> deadLetterTemplate(ProducerFactory<byte[], byte[]> producers) {
        return new KafkaTemplate<>(
                producers, Map.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
    }

    /** The usual one; Boot makes none where there is another. */
    @Bean
    KafkaTemplate<String, byte[]> kafkaTemplate(ProducerFactory<String, byte[]> producers) {
        return new KafkaTemplate<>(producers);
    }
}
