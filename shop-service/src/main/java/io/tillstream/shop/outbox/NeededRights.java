package io.tillstream.shop.outbox;

import io.tillstream.platform.kafka.Right;
import io.tillstream.platform.kafka.SharedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the shop writes to Kafka, and what fails without the right to it. */
@Configuration(proxyBeanMethods = false)
class NeededRights {

    @Bean
    Right needsOrders() {
        return Right.write(SharedTopics.ORDERS, "paid orders wait in the outbox");
    }

    @Bean
    Right needsWithdrawals() {
        return Right.write(SharedTopics.WITHDRAWALS, "withdrawals of consent wait in the outbox");
    }

    @Bean
    Right needsBooks() {
        return Right.write(SharedTopics.BOOKS, "the dispatchers' console does not show the shop's books");
    }
}
