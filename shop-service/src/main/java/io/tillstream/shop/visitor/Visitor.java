package io.tillstream.shop.visitor;

import org.jspecify.annotations.Nullable;

/**
 * Who is asking, as far as this request tells.
 *
 * @param choice    what the visitor said about marketing
 * @param id        random id of this browser, given when the visitor agrees to marketing; null before
 * @param ip        address of the browser on the internet, IPv4 or IPv6, behind trusted proxies; null when it is not known
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

    /** What a visitor said when asked whether Meta may be told of the visit. */
    public enum Choice {
        GRANTED,
        DENIED,
        /** By Global Privacy Control, which the browser sends for its owner. */
        DENIED_BY_BROWSER,
        /** To be asked: where prior consent is the law. */
        NOT_ASKED,
        /** Not asked where silence is a yes by the shop's settings. */
        ASSUMED
    }

    /** Whether Meta may be told. */
    public boolean consents() {
        return choice == Choice.GRANTED || choice == Choice.ASSUMED;
    }

    /** Whether the browser bears ids that only a yes allows. */
    public boolean marked() {
        return id != null || fbp != null || fbc != null;
    }

    /** What of a visitor may be kept with an order: without consent, the choice alone. */
    public Visitor keepable() {
        return consents() ? this : new Visitor(choice, null, null, null, null, null, null);
    }

    /** Says nothing personal, so that a visitor in a log line is harmless. */
    @Override
    public String toString() {
        return "Visitor[choice=" + choice + "]";
    }
}
