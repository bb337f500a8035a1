package io.tillstream.dispatcher.withdrawal;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of withdrawals; created here if this service starts before the shop. */
@Configuration(proxyBeanMethods = false)
class WithdrawalTopic {

    /** A day longer than the orders that it concerns. */
    static final Duration KEPT = Duration.ofDays(15);

    @Bean
    @Lazy
    NewTopic consentWithdrawnTopic(Topics topics) {
        return topics.small(TopicNames.WITHDRAWALS, KEPT)
                // Withdrawals are few, and every dispatcher reads all of them.
                .config(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE)
                .build();
    }
}
