package io.tillstream.shop.payment;

import io.tillstream.shop.order.Order;

/** What came of asking Stripe about a Checkout Session: exactly one of these. */
sealed interface Settlement {

    /** Stripe says it is paid and the order is PAID here, by this call or an earlier one. */
    record Paid(Order order) implements Settlement {}

    /** Not paid yet, or never going to be. */
    record Unpaid(Order order) implements Settlement {}

    /** Paid, but not as we asked; kept from Kafka until a person has looked. */
    record Held(Order order) implements Settlement {}

    /** A session that no order of ours belongs to, such as one of another shop on the same Stripe account. */
    record NotOurs() implements Settlement {}

    /** Stripe could not be asked now; asking again later is right. */
    record Unreachable() implements Settlement {}
}
