package io.tillstream.dispatcher.kafka;

import io.tillstream.platform.kafka.SharedTopics;
import io.tillstream.platform.kafka.TopicPrefix;
import java.util.List;

/** Names of the topics. */
public final class TopicNames {

    public static final String ORDERS = SharedTopics.ORDERS;
    public static final String WITHDRAWALS = SharedTopics.WITHDRAWALS;
    public static final String BOOKS = SharedTopics.BOOKS;
    public static final String RECEIPTS = SharedTopics.RECEIPTS;
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
