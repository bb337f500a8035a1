package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.attempt.Instance;
import io.tillstream.dispatcher.receipt.Receipts;
import io.tillstream.dispatcher.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** How orders are consumed: in batches, receipts restored before the first record, nothing given up. */
@Configuration(proxyBeanMethods = false)
class IntakeContainer {

    private static final Logger log = LoggerFactory.getLogger(IntakeContainer.class);

    /** Twice as long as Meta takes orders. */
    private static final Duration KEPT = Duration.ofDays(14);

    /** Longer than a request to Meta and its receipts can take, so that a stop lets them finish. */
    private static final Duration STOP = Duration.ofSeconds(25);

    /** The shop makes it too; whichever service starts first. */
    @Bean
    @Lazy
    NewTopic orderCompletedTopic(Topics topics) {
        return topics.byPartition(OrderListener.TOPIC, KEPT).build();
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> kafkaListenerContainerFactory(
            ConsumerFactory<byte[], byte[]> consumers, IntakeSettings settings, Instance instance, Receipts receipts) {
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(members(consumers, settings));
        factory.setBatchListener(true);
        factory.setConcurrency(settings.concurrency());
        factory.setCommonErrorHandler(retryForEver());
        ContainerProperties container = factory.getContainerProperties();
        container.setGroupId(settings.groupId());
        container.setClientId(instance.name());
        container.setAckMode(ContainerProperties.AckMode.MANUAL);
        container.setSyncCommits(true);
        container.setShutdownTimeout(STOP.toMillis());
        container.setConsumerRebalanceListener(new Assignment(receipts));
        return factory;
    }

    /** Consumers that are members of the group; those that only look into topics have the other factory. */
    private static ConsumerFactory<byte[], byte[]> members(
            ConsumerFactory<byte[], byte[]> consumers, IntakeSettings settings) {
        Map<String, Object> configuration = new HashMap<>(consumers.getConfigurationProperties());
        configuration.putAll(settings.membership());
        DefaultKafkaConsumerFactory<byte[], byte[]> members = new DefaultKafkaConsumerFactory<>(configuration);
        consumers.getListeners().forEach(members::addListener);
        return members;
    }

    /** For what is not expected, such as a broker that does not take a receipt; what is, is an outcome of dispatch. */
    private static DefaultErrorHandler retryForEver() {
        ExponentialBackOff waits = new ExponentialBackOff(500, 2);
        waits.setMaxInterval(Duration.ofSeconds(30).toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(waits);
        handler.setLogLevel(KafkaException.Level.DEBUG);
        handler.setRetryListeners((record, failure, attempt) -> log.atWarn()
                .addKeyValue("attempt", attempt)
                .addKeyValue("cause", cause(failure))
                .log("A batch could not be finished. Nothing is lost: it is taken again"));
        return handler;
    }

    /** What the listener threw, without the container's wrapping. */
    private static @Nullable Throwable cause(@Nullable Exception failure) {
        return failure == null || failure.getCause() == null ? failure : failure.getCause();
    }
}
