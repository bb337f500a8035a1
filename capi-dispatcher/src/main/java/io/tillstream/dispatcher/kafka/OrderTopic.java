package io.tillstream.dispatcher.kafka;

import io.tillstream.platform.kafka.TopicSettings;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The topic of orders. The shop creates it as well; whichever service starts first. */
@Configuration(proxyBeanMethods = false)
class OrderTopic {

    @Bean
    @Lazy
    NewTopic orderCompletedTopic(Topics topics, TopicSettings settings) {
        return topics.byPartition(TopicNames.ORDERS, settings.ordersRetention()).build();
    }
}
