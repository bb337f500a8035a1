package io.tillstream.shop.order;

import io.tillstream.platform.kafka.Right;
import io.tillstream.platform.kafka.TopicSettings;
import io.tillstream.shop.outbox.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Creates the topic of paid orders where it does not exist. Twelve partitions let twelve dispatchers share the work. */
@Configuration(proxyBeanMethods = false)
class OrderTopic {

    @Bean
    @Lazy
    NewTopic orderCompletedTopic(Topics topics, TopicSettings settings) {
        return topics.byPartition(OrderCompleted.TOPIC, settings.ordersRetention())
                .build();
    }

    @Bean
    Right publishesOrders() {
        return Right.write(OrderCompleted.TOPIC, "paid orders wait in the outbox");
    }
}
