package io.tillstream.dispatcher.attempt;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.platform.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of attempts. */
@Configuration(proxyBeanMethods = false)
class AttemptTopic {

    /** The same time as the receipts. */
    private static final Duration KEPT = Duration.ofDays(15);

    @Bean
    @Lazy
    NewTopic attemptsTopic(Topics topics) {
        return topics.small(TopicNames.ATTEMPTS, KEPT)
                // Attempts are few: a breaker lets few requests through while Meta is unavailable.
                .build();
    }
}
