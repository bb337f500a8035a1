package io.tillstream.shop.visitor;

import org.jspecify.annotations.Nullable;

/**
 * Who is asking, as far as this request tells.
 *
 * @param choice    what the visitor said about marketing
 * @param id        random id of this browser, given when the visitor agrees to marketing; null before
 * @param ip        address of the browser, IPv4 or IPv6, behind trusted proxies
 * @param userAgent as the browser sent it; null when it sent none
 * @param fbp       Meta's browser id, byte for byte as the {@code _fbp} cookie has it; null when there is none
 * @param fbc       Meta's click id, byte for byte as the {@code _fbc} cookie has it; null when there is none
 */
public record Visitor(
        Choice choice,
        @Nullable String id,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String fbp,
        @Nullable String fbc) {

    /** What a visitor said when asked whether Meta may be told of the visit. */
    public enum Choice {
        GRANTED,
        DENIED,
        NOT_ASKED
    }

    /** Whether Meta may be told: only after a clear yes. */
    public boolean consents() {
        return choice == Choice.GRANTED;
    }

    /** Says nothing personal, so that a visitor in a log line is harmless. */
    @Override
    public String toString() {
        return "Visitor[choice=" + choice + "]";
    }
}
