package io.tillstream.dispatcher.operator;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.platform.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of operators' actions. */
@Configuration(proxyBeanMethods = false)
class ActionTopic {

    /** Longer than the data that actions concern, and than auditors ask for. */
    private static final Duration KEPT = Duration.ofDays(400);

    @Bean
    @Lazy
    NewTopic operatorActionsTopic(Topics topics) {
        return topics.small(TopicNames.ACTIONS, KEPT)
                // One partition keeps all actions in order, and they are few.
                .build();
    }
}
