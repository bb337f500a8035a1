package io.tillstream.dispatcher.attempt;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of attempts. */
@Configuration(proxyBeanMethods = false)
class AttemptTopic {

    /** As long as the orders and their receipts. */
    private static final Duration KEPT = Duration.ofDays(15);

    @Bean
    @Lazy
    NewTopic attemptsTopic(Topics topics) {
        return topics.small(TopicNames.ATTEMPTS, KEPT)
                // A breaker lets few requests through while Meta is away, and so these are few.
                .build();
    }
}
