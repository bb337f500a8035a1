package io.tillstream.dispatcher.withdrawal;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of withdrawals, made here as well if this service comes up before the shop. */
@Configuration(proxyBeanMethods = false)
class WithdrawalTopic {

    /** A day longer than the orders of which it speaks. */
    static final Duration KEPT = Duration.ofDays(15);

    @Bean
    @Lazy
    NewTopic consentWithdrawnTopic(Topics topics) {
        return topics.small(TopicNames.WITHDRAWALS, KEPT)
                // They are few, and every dispatcher reads them all.
                .config(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE)
                .build();
    }
}
