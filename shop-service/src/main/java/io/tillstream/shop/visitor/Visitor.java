package io.tillstream.shop.visitor;

import org.jspecify.annotations.Nullable;

/**
 * The visitor of a request.
 *
 * @param choice    the visitor's choice about marketing
 * @param id        random id of this browser, created when the visitor agrees; null before
 * @param ip        internet address of the browser, IPv4 or IPv6, as trusted proxies report it; null when it is not known
 * @param userAgent as the browser sent it; null when it sent none
 * @param fbp       Meta's browser id, byte for byte as the {@code _fbp} cookie has it; null when there is none
 * @param fbc       Meta's click id, byte for byte as the {@code _fbc} cookie has it; null when there is none
 * @param referrer  site that led to the shop, such as {@code https://www.example.com/}; null when it is not known
 */
public record Visitor(
        Choice choice,
        @Nullable String id,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String fbp,
        @Nullable String fbc,
        @Nullable String referrer) {

    /** The answer to the question whether Meta may be told about the visit. */
    public enum Choice {
        GRANTED,
        DENIED,
        /** Refused by the browser with Global Privacy Control. */
        DENIED_BY_BROWSER,
        /** No answer yet, and consent must come first. */
        NOT_ASKED,
        /** No answer yet, and the shop's settings allow telling Meta until the visitor refuses. */
        ASSUMED
    }

    /** Whether Meta may be told. */
    public boolean consents() {
        return choice == Choice.GRANTED || choice == Choice.ASSUMED;
    }

    /** Whether the browser has id cookies, which need consent. */
    public boolean marked() {
        return id != null || fbp != null || fbc != null;
    }

    /** What may be stored with an order: without consent, only the choice. */
    public Visitor keepable() {
        return consents() ? this : new Visitor(choice, null, null, null, null, null, null);
    }

    /** Without personal data, so that it may be logged. */
    @Override
    public String toString() {
        return "Visitor[choice=" + choice + "]";
    }
}
