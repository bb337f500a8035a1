package io.tillstream.dispatcher.receipt;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.platform.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of receipts, with the same number of partitions as the topic of orders. */
@Configuration(proxyBeanMethods = false)
class ReceiptTopic {

    /** Longer than the 14 days of the orders, so that an order that is read again always finds its receipt. */
    private static final Duration KEPT = Duration.ofDays(15);

    @Bean
    @Lazy
    NewTopic receiptsTopic(Topics topics) {
        return topics.byPartition(TopicNames.RECEIPTS, KEPT)
                .config(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE)
                .build();
    }
}
