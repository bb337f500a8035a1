package io.tillstream.shop.books;

import io.tillstream.platform.kafka.Right;
import io.tillstream.platform.kafka.TopicPrefix;
import io.tillstream.shop.outbox.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of daily totals, compacted: the latest message per shop, day and currency counts. */
@Configuration(proxyBeanMethods = false)
class BooksTopic {

    static final String NAME = TopicPrefix.of("shop.books.v1");

    @Bean
    @Lazy
    NewTopic bookPagesTopic(Topics topics) {
        return topics.topic(NAME, 1, Duration.ofDays(Books.DAYS + 1L))
                .config(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
                .build();
    }

    @Bean
    Right publishesBooks() {
        return Right.write(NAME, "the dispatchers' console does not show the shop's books");
    }
}
