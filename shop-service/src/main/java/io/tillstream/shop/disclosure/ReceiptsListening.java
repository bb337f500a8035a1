package io.tillstream.shop.disclosure;

import io.tillstream.platform.kafka.Right;
import io.tillstream.platform.kafka.SharedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** Each shop reads all receipts. While its database is unreachable it retries and skips none. */
@Configuration(proxyBeanMethods = false)
class ReceiptsListening {

    private static final long AGAIN_MILLIS = 1000;

    /** Adds the id of the shop's database to the group: two shops in one group would each get half of the receipts. */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> groupOfThisShop(
            JdbcClient jdbc) {
        return container -> {
            if (SpringProperties.getProperty(DefaultLifecycleProcessor.EXIT_PROPERTY_NAME) != null) {
                // An image is built with a start that ends before anything listens, and has no database.
                return;
            }
            String shop =
                    jdbc.sql("select id::text from shop").query(String.class).single();
            ContainerProperties properties = container.getContainerProperties();
            properties.setGroupId(properties.getGroupId() + "-" + shop);
        };
    }

    @Bean
    DefaultErrorHandler receiptsAgain() {
        return new DefaultErrorHandler(new FixedBackOff(AGAIN_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
    }

    @Bean
    Right readsReceipts() {
        return Right.read(SharedTopics.RECEIPTS, "orders do not show what became of them at Meta");
    }

    @Bean
    Right readsReceiptsInItsGroup() {
        return Right.readAsGroupsWithPrefix("shop-receipts", "orders do not show what became of them at Meta");
    }
}
