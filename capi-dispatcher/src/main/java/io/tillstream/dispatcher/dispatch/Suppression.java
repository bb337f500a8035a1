package io.tillstream.dispatcher.dispatch;

import java.util.Locale;

/** Why an order is not sent, though nothing is wrong with it. */
public enum Suppression {
    NO_CONSENT("The customer did not agree that Meta may be told"),
    WITHDRAWN("The customer withdrew their consent before it was sent"),
    INTERNAL("The shop placed it itself: its address is among INTERNAL_ORDERS"),
    TEST_ORDER("No money moved: it was paid in Stripe's test mode"),
    NO_USER_AGENT("It came without the browser's name, which Meta requires of a web event"),
    CRAWLER("It was made by a robot, not by a customer"),
    UNMATCHABLE("It has nothing by which Meta could find anybody"),
    READ_SINCE("It could be read after all: its event id tells what became of it");

    private final String meaning;

    Suppression(String meaning) {
        this.meaning = meaning;
    }

    /** As a sentence. */
    public String meaning() {
        return meaning;
    }

    /** As metrics and receipts show it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
