package io.tillstream.shop.context;

import org.jspecify.annotations.Nullable;

/**
 * What a page, a server, or the metadata of a sale says of a visitor. Nothing of it is checked yet.
 *
 * @param consent granted or denied; of a browser also {@value #REMEMBERED}; anything else when the visitor has not answered
 * @param url     of the page where the visitor was
 * @param referrer page that led to the site
 */
public record Statement(
        @Nullable String consent,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String fbp,
        @Nullable String fbc,
        @Nullable String url,
        @Nullable String referrer) {

    /** Nothing is said. */
    public static final Statement EMPTY = new Statement(null, null, null, null, null, null, null);

    /** The consent of a browser that remembers a yes of an earlier page. */
    static final String REMEMBERED = "remembered";

    /** What a visitor has answered to the consent question. */
    enum Answer {
        NONE,
        YES,
        /** Remembered by the browser; a refusal since then may have come by another way, and counts. */
        YES_OF_BEFORE,
        NO
    }

    Answer answer() {
        return switch (consent == null ? "" : consent) {
            case "granted" -> Answer.YES;
            case REMEMBERED -> Answer.YES_OF_BEFORE;
            case "denied" -> Answer.NO;
            default -> Answer.NONE;
        };
    }

    /** Whether the visitor does not want to be tracked. */
    boolean refuses() {
        return "denied".equals(consent);
    }

    /** The same from a visitor with this address and user agent. */
    Statement from(@Nullable String address, @Nullable String agent) {
        return new Statement(consent, address, agent, fbp, fbc, url, referrer);
    }

    /** Only a refusal. */
    static Statement refusal() {
        return new Statement("denied", null, null, null, null, null, null);
    }

    /** Without personal data, so that it may be logged. */
    @Override
    public String toString() {
        return "Statement[]";
    }
}
