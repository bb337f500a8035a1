package io.tillstream.shop.books;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** The topic of the books: a page per shop, day and currency, the last of each being the one that counts. */
@Configuration(proxyBeanMethods = false)
class BooksTopic {

    static final String NAME = "shop.books.v1";

    @Bean
    NewTopic bookPagesTopic() {
        return TopicBuilder.name(NAME)
                .partitions(1)
                .config(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
                .config(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(Duration.ofDays(Books.DAYS + 1L).toMillis()))
                .build();
    }
}
