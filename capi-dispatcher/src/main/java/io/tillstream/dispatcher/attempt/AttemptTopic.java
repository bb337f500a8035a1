package io.tillstream.dispatcher.attempt;

import io.tillstream.dispatcher.topic.TopicNames;
import io.tillstream.dispatcher.topic.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of attempts. */
@Configuration(proxyBeanMethods = false)
class AttemptTopic {

    static final String NAME = TopicNames.ATTEMPTS;

    /** As long as the orders and their receipts. */
    private static final Duration KEPT = Duration.ofDays(15);

    @Bean
    @Lazy
    NewTopic attemptsTopic(Topics topics) {
        return topics.small(NAME, KEPT)
                // A breaker lets few requests through while Meta is away, and so these are few.
                .build();
    }
}
