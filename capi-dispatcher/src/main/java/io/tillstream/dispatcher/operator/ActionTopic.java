package io.tillstream.dispatcher.operator;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** The topic of operators' actions. */
@Configuration(proxyBeanMethods = false)
class ActionTopic {

    static final String NAME = "capi.operator-actions.v1";

    /** Longer than what they speak of, and than auditors ask about. */
    private static final Duration KEPT = Duration.ofDays(400);

    @Bean
    NewTopic operatorActionsTopic() {
        return TopicBuilder.name(NAME)
                // One order of all actions, and they are few.
                .partitions(1)
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()))
                .build();
    }
}
