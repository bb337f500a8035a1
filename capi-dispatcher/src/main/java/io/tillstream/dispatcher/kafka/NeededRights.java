package io.tillstream.dispatcher.kafka;

import io.tillstream.platform.kafka.Right;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a dispatcher does on Kafka, and what fails without the right to it. */
@Configuration(proxyBeanMethods = false)
class NeededRights {

    @Bean
    Right needsOrders() {
        return Right.read(TopicNames.ORDERS, "orders wait in Kafka");
    }

    @Bean
    Right needsOrdersInTheGroup(@Value("${dispatcher.intake.group-id:capi-dispatcher}") String group) {
        return Right.readAs(group, "orders wait in Kafka");
    }

    @Bean
    Right needsReplays() {
        return Right.write(TopicNames.ORDERS, "dead letters cannot be replayed");
    }

    @Bean
    Right needsKnownReceipts() {
        return Right.read(TopicNames.RECEIPTS, "orders wait in Kafka");
    }

    @Bean
    Right needsReceipts() {
        return Right.write(TopicNames.RECEIPTS, "orders wait in Kafka");
    }

    @Bean
    Right needsKnownDeadLetters() {
        return Right.read(TopicNames.DEAD_LETTERS, "dead letters cannot be shown or replayed");
    }

    @Bean
    Right needsDeadLetters() {
        return Right.write(TopicNames.DEAD_LETTERS, "orders that must become dead letters wait in Kafka");
    }

    @Bean
    Right needsKnownAttempts() {
        return Right.read(TopicNames.ATTEMPTS, "the console does not show what Meta refused");
    }

    @Bean
    Right needsAttempts() {
        return Right.write(TopicNames.ATTEMPTS, "the console does not show what Meta refused");
    }

    @Bean
    Right needsWithdrawals() {
        return Right.read(TopicNames.WITHDRAWALS, "orders wait in Kafka");
    }

    @Bean
    Right needsKnownActions() {
        return Right.read(TopicNames.ACTIONS, "pauses by operators are not known");
    }

    @Bean
    Right needsActions() {
        return Right.write(TopicNames.ACTIONS, "an operator cannot pause or resume");
    }

    @Bean
    Right needsBooks() {
        return Right.read(TopicNames.BOOKS, "the console does not show the shop's books");
    }
}
