package io.tillstream.dispatcher.kafka;

import io.tillstream.platform.kafka.TopicPrefix;
import java.util.List;

/** Names of the topics. */
public final class TopicNames {

    public static final String ORDERS = TopicPrefix.of("shop.order-completed.v1");
    public static final String WITHDRAWALS = TopicPrefix.of("shop.consent-withdrawn.v1");
    public static final String BOOKS = TopicPrefix.of("shop.books.v1");
    public static final String RECEIPTS = TopicPrefix.of("capi.receipts.v1");
    public static final String DEAD_LETTERS = TopicPrefix.of("capi.dead-letters.v1");
    public static final String ATTEMPTS = TopicPrefix.of("capi.attempts.v1");
    public static final String ACTIONS = TopicPrefix.of("capi.operator-actions.v1");

    /** All topics, in the order of an order's path. */
    public static final List<String> ALL =
            List.of(ORDERS, RECEIPTS, DEAD_LETTERS, ATTEMPTS, WITHDRAWALS, BOOKS, ACTIONS);

    /** Topics with the same number of partitions. */
    static final List<String> BY_PARTITION = List.of(ORDERS, RECEIPTS, DEAD_LETTERS);

    private TopicNames() {}
}
