package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.receipt.Receipts;
import java.util.Collection;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** How orders are consumed: in batches, receipts restored before the first record, retried for ever. */
@Configuration(proxyBeanMethods = false)
class IntakeContainer {

    private static final Logger log = LoggerFactory.getLogger(IntakeContainer.class);

    /** The shop makes it too; whichever service starts first. */
    @Bean
    NewTopic orderCompletedTopic() {
        return TopicBuilder.name(OrderListener.TOPIC)
                .partitions(12)
                .config(
                        "retention.ms",
                        Long.toString(java.time.Duration.ofDays(14).toMillis()))
                .build();
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> kafkaListenerContainerFactory(
            ConsumerFactory<String, byte[]> consumers, IntakeSettings settings, Receipts receipts) {
        ConcurrentKafkaListenerContainerFactory<String, byte[]> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(consumers);
        factory.setBatchListener(true);
        factory.setConcurrency(settings.concurrency());
        factory.setCommonErrorHandler(retryForEver(settings));
        ContainerProperties container = factory.getContainerProperties();
        container.setGroupId(settings.groupId());
        container.setAckMode(ContainerProperties.AckMode.BATCH);
        container.setSyncCommits(true);
        container.setConsumerRebalanceListener(new RestoreReceipts(receipts));
        return factory;
    }

    private static DefaultErrorHandler retryForEver(IntakeSettings settings) {
        ExponentialBackOff waits = new ExponentialBackOff(settings.firstRetry().toMillis(), 2);
        waits.setMaxInterval(settings.longestRetry().toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(waits);
        handler.setLogLevel(KafkaException.Level.DEBUG);
        handler.setRetryListeners((record, failure, attempt) ->
                log.atWarn().addKeyValue("attempt", attempt).log(reason(failure)));
        return handler;
    }

    /** What the listener threw, without the container's wrapping. */
    private static String reason(@Nullable Exception failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }

    private record RestoreReceipts(Receipts receipts) implements ConsumerAwareRebalanceListener {

        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            receipts.restore(numbers(partitions));
        }

        @Override
        public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            receipts.drop(numbers(partitions));
        }

        @Override
        public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            receipts.drop(numbers(partitions));
        }

        private static Collection<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).toList();
        }
    }
}
