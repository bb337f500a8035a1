package io.tillstream.shop.order;

import io.tillstream.platform.kafka.Right;
import io.tillstream.shop.outbox.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Creates the topic of paid orders where it does not exist. Twelve partitions let twelve dispatchers share the work. */
@Configuration(proxyBeanMethods = false)
class OrderTopic {

    /** Meta accepts events for 7 days. Twice that keeps everything that a replay can still send. */
    private static final Duration KEPT = Duration.ofDays(14);

    @Bean
    @Lazy
    NewTopic orderCompletedTopic(Topics topics) {
        return topics.byPartition(OrderCompleted.TOPIC, KEPT).build();
    }

    @Bean
    Right publishesOrders() {
        return Right.write(OrderCompleted.TOPIC, "paid orders wait in the outbox");
    }
}
