package io.tillstream.dispatcher.attempt;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** The topic of attempts. */
@Configuration(proxyBeanMethods = false)
class AttemptTopic {

    static final String NAME = "capi.attempts.v1";

    /** As long as the orders and their receipts. */
    private static final Duration KEPT = Duration.ofDays(15);

    @Bean
    NewTopic attemptsTopic() {
        return TopicBuilder.name(NAME)
                // A breaker lets few requests through while Meta is away, and so these are few.
                .partitions(1)
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()))
                .build();
    }
}
