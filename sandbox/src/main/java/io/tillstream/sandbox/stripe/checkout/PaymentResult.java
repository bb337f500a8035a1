package io.tillstream.sandbox.stripe.checkout;

import tools.jackson.databind.node.ObjectNode;

/** How an attempt to pay ended. */
public sealed interface PaymentResult {

    /**
     * The shopper is sent back to the shop; the money is there or on its way.
     *
     * @param event what the shop is told
     */
    record Complete(ObjectNode session, ObjectNode event) implements PaymentResult {}

    /** @param message for the shopper, who may try again */
    record Declined(String message) implements PaymentResult {}

    /** The bank wants to hear from the shopper first. */
    record Confirm() implements PaymentResult {}
}
