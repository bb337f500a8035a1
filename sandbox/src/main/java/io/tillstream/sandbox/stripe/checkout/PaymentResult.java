package io.tillstream.sandbox.stripe.checkout;

import tools.jackson.databind.node.ObjectNode;

/** The result of an attempt to pay. */
public sealed interface PaymentResult {

    /**
     * The payment is complete or pending, and the shopper is redirected to the shop.
     *
     * @param event the event for the shop
     */
    record Complete(ObjectNode session, ObjectNode event) implements PaymentResult {}

    /** @param message for the shopper, who can try again */
    record Declined(String message) implements PaymentResult {}

    /** The bank asks the shopper to confirm first. */
    record Confirm() implements PaymentResult {}
}
