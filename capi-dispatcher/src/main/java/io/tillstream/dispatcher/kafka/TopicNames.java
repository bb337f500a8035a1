package io.tillstream.dispatcher.kafka;

import java.util.List;

/** Names of the topics. */
public final class TopicNames {

    public static final String ORDERS = "shop.order-completed.v1";
    public static final String WITHDRAWALS = "shop.consent-withdrawn.v1";
    public static final String BOOKS = "shop.books.v1";
    public static final String RECEIPTS = "capi.receipts.v1";
    public static final String DEAD_LETTERS = "capi.dead-letters.v1";
    public static final String ATTEMPTS = "capi.attempts.v1";
    public static final String ACTIONS = "capi.operator-actions.v1";

    /** All topics, in the order of an order's path. */
    public static final List<String> ALL =
            List.of(ORDERS, RECEIPTS, DEAD_LETTERS, ATTEMPTS, WITHDRAWALS, BOOKS, ACTIONS);

    private TopicNames() {}
}
