package io.tillstream.shop.order;

import io.tillstream.shop.outbox.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Makes the topics where they do not exist yet. Twelve partitions let twelve dispatchers share the work. */
@Configuration(proxyBeanMethods = false)
class OrderTopic {

    private static final int PARTITIONS = 12;

    /** Twice the seven days for which Meta takes an event, so that a replay always finds what can still be sent. */
    private static final Duration KEPT = Duration.ofDays(14);

    @Bean
    @Lazy
    NewTopic orderCompletedTopic(Topics topics) {
        return topics.topic(OrderCompleted.TOPIC, PARTITIONS, KEPT).build();
    }

    /** Kept a day longer than the orders of which it speaks. They are few, and every dispatcher reads them all. */
    @Bean
    @Lazy
    NewTopic consentWithdrawnTopic(Topics topics) {
        return topics.topic(Withdrawals.TOPIC, 1, KEPT.plusDays(1))
                .config(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
                .build();
    }
}
