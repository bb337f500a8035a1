package io.tillstream.shop.consent;

import io.tillstream.platform.kafka.Right;
import io.tillstream.shop.outbox.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Creates the topic of withdrawals where it does not exist. It is small, and every dispatcher reads all of it. */
@Configuration(proxyBeanMethods = false)
class WithdrawalTopic {

    /** A day longer than the paid orders, which are kept for 14 days. */
    private static final Duration KEPT = Duration.ofDays(15);

    @Bean
    @Lazy
    NewTopic consentWithdrawnTopic(Topics topics) {
        return topics.topic(Withdrawals.TOPIC, 1, KEPT)
                .config(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
                .build();
    }

    @Bean
    Right publishesWithdrawals() {
        return Right.write(Withdrawals.TOPIC, "withdrawals of consent wait in the outbox");
    }
}
