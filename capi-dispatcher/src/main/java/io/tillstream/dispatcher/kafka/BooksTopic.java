package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of the shops' books. The shop creates it as well; whichever service starts first. */
@Configuration(proxyBeanMethods = false)
class BooksTopic {

    /** A day longer than the books are. */
    private static final Duration KEPT = Duration.ofDays(16);

    @Bean
    @Lazy
    NewTopic shopBooksTopic(Topics topics) {
        return topics.small(TopicNames.BOOKS, KEPT)
                .config(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
                .build();
    }
}
