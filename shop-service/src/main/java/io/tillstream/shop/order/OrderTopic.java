package io.tillstream.shop.order;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** Makes the topics where they do not exist yet. Twelve partitions let twelve dispatchers share the work. */
@Configuration(proxyBeanMethods = false)
class OrderTopic {

    /** Twice the seven days for which Meta takes an event, so that a replay always finds what can still be sent. */
    private static final Duration KEPT = Duration.ofDays(14);

    @Bean
    NewTopic orderCompletedTopic() {
        return TopicBuilder.name(OrderCompleted.TOPIC)
                .partitions(12)
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()))
                .build();
    }

    /** Kept a day longer than the orders of which it speaks. */
    @Bean
    NewTopic consentWithdrawnTopic() {
        return TopicBuilder.name(Withdrawals.TOPIC)
                // They are few, and every dispatcher reads them all.
                .partitions(1)
                .config(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
                .config(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(KEPT.plusDays(1).toMillis()))
                .build();
    }
}
