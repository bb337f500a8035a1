package io.tillstream.shop.outbox;

import java.time.Duration;

/** How old an event may be for Meta to take it; the message of an older one is of no use (developers.facebook.com, Conversions API, Support). */
public final class MetaWindow {

    public static final Duration WEBSITE = Duration.ofDays(7);

    /** With the action source physical_store. */
    public static final Duration PHYSICAL_STORE = Duration.ofDays(62);

    private MetaWindow() {}
}
