package io.tillstream.dispatcher.matching;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of the cookies _fbp and _fbc, which go to Meta byte for byte or not at all. */
final class BrowserIds {

    /**
     * Version, subdomain index, time of creation in seconds or milliseconds, the id itself, and for some an appendix of
     * Meta's parameter builder. Newer builders append more, which Meta takes from nobody else.
     */
    private static final Pattern FORM =
            Pattern.compile("fb\\.\\d{1,3}\\.\\d{10,13}\\.[!-~&&[^.]]{1,1000}(?:\\.[A-Za-z0-9_-]{2,8})?");

    private BrowserIds() {}

    /** The very same text; null when it has another form. */
    static @Nullable String normal(String raw) {
        return FORM.matcher(raw).matches() ? raw : null;
    }
}
