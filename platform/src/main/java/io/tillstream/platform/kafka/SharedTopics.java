package io.tillstream.platform.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * The topics between the two services. The service that starts first creates the missing ones of those that the shop writes.
 * {@code contracts} has their messages.
 */
@Configuration(proxyBeanMethods = false)
public class SharedTopics {

    public static final String ORDERS = TopicPrefix.of("shop.order-completed.v1");
    public static final String WITHDRAWALS = TopicPrefix.of("shop.consent-withdrawn.v1");
    public static final String BOOKS = TopicPrefix.of("shop.books.v1");

    /** Written by the dispatcher alone, and read by the shop too. */
    public static final String RECEIPTS = TopicPrefix.of("capi.receipts.v1");

    /** Twice the seven days for which Meta takes events: a replay can still send everything that it takes. */
    static final Duration ORDERS_KEPT = Duration.ofDays(14);

    /** A day longer than Meta takes any event: an order in a physical store may wait, or be a dead letter, for 62 days. */
    public static final Duration WITHDRAWALS_KEPT = Duration.ofDays(63);

    /** For how many days the shop states its daily totals: paid orders and receipts are kept for about as long. */
    public static final int BOOKS_DAYS = 15;

    @Bean
    Topics topics(KafkaAdmin kafka, TopicSettings settings) {
        return new Topics(kafka, settings);
    }

    @Bean
    @Lazy
    NewTopic orderCompletedTopic(Topics topics) {
        return topics.byPartition(ORDERS, ORDERS_KEPT).build();
    }

    /** Withdrawals are few, and every dispatcher reads all of them. */
    @Bean
    @Lazy
    NewTopic consentWithdrawnTopic(Topics topics) {
        return compacted(topics, WITHDRAWALS, WITHDRAWALS_KEPT);
    }

    /** The latest message for each shop, day and currency counts. */
    @Bean
    @Lazy
    NewTopic booksTopic(Topics topics) {
        return compacted(topics, BOOKS, Duration.ofDays(BOOKS_DAYS + 1L));
    }

    private static NewTopic compacted(Topics topics, String name, Duration kept) {
        return topics.small(name, kept)
                .config(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE)
                .build();
    }
}
