package io.tillstream.sandbox.stripe;

import tools.jackson.databind.node.ObjectNode;

/** How an attempt to pay ended. */
sealed interface Attempt {

    /**
     * The shopper is sent back to the shop; the money is there or on its way.
     *
     * @param event what the shop is told
     */
    record Complete(ObjectNode session, ObjectNode event) implements Attempt {}

    /** @param message for the shopper, who may try again */
    record Declined(String message) implements Attempt {}

    /** The bank wants to hear from the shopper first. */
    record Confirm() implements Attempt {}
}
