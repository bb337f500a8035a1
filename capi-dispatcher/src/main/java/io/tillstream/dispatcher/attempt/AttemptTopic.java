package io.tillstream.dispatcher.attempt;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.kafka.Topics;
import io.tillstream.platform.kafka.TopicSettings;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of attempts. */
@Configuration(proxyBeanMethods = false)
class AttemptTopic {

    @Bean
    @Lazy
    NewTopic attemptsTopic(Topics topics, TopicSettings settings) {
        return topics.small(TopicNames.ATTEMPTS, settings.besideOrders())
                // Attempts are few: a breaker lets few requests through while Meta is unavailable.
                .build();
    }
}
