package io.tillstream.shop.payment;

import io.tillstream.shop.order.Order;

/** What came of asking Stripe about a payment: exactly one of these. */
public sealed interface SettleResult {

    /**
     * An order of ours.
     *
     * @param order as it is now that Stripe has been asked; its state says how the payment stands
     * @param moved whether it was in another state before
     */
    record Known(Order order, boolean moved) implements SettleResult {}

    /** Nothing that an order of ours belongs to, such as a sale of another shop on the same Stripe account. */
    record NotOurs() implements SettleResult {}

    /** Stripe could not be asked now; asking again later is right. */
    record Unreachable() implements SettleResult {}
}
