package io.tillstream.shop.payment;

import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;

/** The result of settling a payment. */
public sealed interface SettleResult {

    /**
     * An order of ours.
     *
     * @param order as it is after settling
     * @param moved whether its state changed
     */
    record Known(Order order, boolean moved) implements SettleResult {

        /** @param before the order as it was before settling */
        static Known since(Order before, Orders orders) {
            Order now = orders.find(before.id()).orElseThrow();
            return new Known(now, now.state() != before.state());
        }
    }

    /** No order of ours, such as a sale of another shop on the same Stripe account. */
    record NotOurs() implements SettleResult {}

    /** Stripe could not be asked; try again later. */
    record Unreachable() implements SettleResult {}
}
