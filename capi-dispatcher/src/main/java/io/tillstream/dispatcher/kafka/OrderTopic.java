package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of orders. The shop creates it as well; whichever service starts first. */
@Configuration(proxyBeanMethods = false)
class OrderTopic {

    /** Twice the seven days for which Meta takes events. */
    private static final Duration KEPT = Duration.ofDays(14);

    @Bean
    @Lazy
    NewTopic orderCompletedTopic(Topics topics) {
        return topics.byPartition(TopicNames.ORDERS, KEPT).build();
    }
}
