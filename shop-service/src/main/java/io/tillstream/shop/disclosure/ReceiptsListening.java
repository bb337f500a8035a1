package io.tillstream.shop.disclosure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** How receipts are read: by each shop for itself, and none is passed over while its database is away. */
@Configuration(proxyBeanMethods = false)
class ReceiptsListening {

    private static final long AGAIN_MILLIS = 1000;

    /** By the shop's database, as two shops in one group would each get half of the receipts. */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> groupOfThisShop(
            JdbcClient jdbc) {
        return container -> {
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
}
