package io.tillstream.dispatcher.deadletter;

import java.util.Locale;

/** Why a message cannot be sent. */
public enum Reason {
    UNDECODABLE("It is not JSON. Find out who writes to the topic besides the shop"),
    SCHEMA(
            "It breaks the contract. Compare it with contracts/order-completed.v1.schema.json and fix the shop, then replay"),
    UNKNOWN_KEY("Add the key to CUSTOMER_DATA_KEYS of the dispatcher, restart it, then replay"),
    SEAL_BROKEN("The sealed customer was changed on the way, or was not sealed by the shop. It cannot be sent"),
    TOO_OLD(
            "Meta takes an event for seven days, of a store for 62. It cannot be sent any more; find out what delayed it"),
    REFUSED("Read Meta's message in its headers, fix what it names, then replay within seven days of the payment"),
    UNANSWERED(
            "Meta answers it with an error every time while others pass. Read the last answer in its headers, ask Meta by"
                    + " the fbtrace id, then replay within seven days of the payment"),
    UNEXPECTED(
            "An unexpected error occurred for this order alone. Its class is in the detail; report it with the version,"
                    + " then replay"),
    IN_DOUBT("Meta may have it already: the answer was lost. Look for it in Events Manager; replay to send it again,"
            + " discard it otherwise");

    private final String action;

    Reason(String action) {
        this.action = action;
    }

    /** What an operator can do about it. */
    public String action() {
        return action;
    }

    /** Its name in headers, metrics and receipts. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
