package io.tillstream.dispatcher.withdrawal;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** The topic of withdrawals, made here as well if this service comes up before the shop. */
@Configuration(proxyBeanMethods = false)
class WithdrawalTopic {

    static final String NAME = "shop.consent-withdrawn.v1";

    /** A day longer than the orders of which it speaks. */
    static final Duration KEPT = Duration.ofDays(15);

    @Bean
    NewTopic consentWithdrawnTopic() {
        return TopicBuilder.name(NAME)
                // They are few, and every dispatcher reads them all.
                .partitions(1)
                .config(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE)
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()))
                .build();
    }
}
