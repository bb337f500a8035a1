package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.order.OrderCompleted;

/** An order and the partition it came from. */
public record Incoming(int partition, OrderCompleted order) {}
