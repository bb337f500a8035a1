package io.tillstream.dispatcher.capi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one request to Meta: exactly one of these, so that nobody guesses from a status code. */
public sealed interface CapiAnswer {

    /**
     * Meta took every event of the request.
     *
     * @param fbtraceId    Meta's id for this request, to quote when asking Meta for help; empty when it gave none
     * @param usagePercent how much of Meta's limits is used, 0 to 100 and above; 0 when it did not say
     */
    record Accepted(int eventsReceived, String fbtraceId, int usagePercent) implements CapiAnswer {}

    /**
     * Too much for now.
     *
     * @param fbtraceId  Meta's id for this request; empty when it gave none
     * @param retryAfter as Meta asked; null when it did not say
     */
    record Throttled(
            int code,
            String message,
            String fbtraceId,
            @Nullable Duration retryAfter) implements CapiAnswer {}

    /** At least one event is wrong, and Meta took none of them. */
    record Refused(int code, int subcode, String message, String fbtraceId) implements CapiAnswer {}

    /** The token, the dataset or the version of the API is wrong; every request will fail until a person mends it. */
    record Misconfigured(int code, int subcode, String message, String fbtraceId) implements CapiAnswer {}

    /**
     * No answer, or none that means anything; the same request may pass later.
     *
     * @param fbtraceId Meta's id for this request; empty when it gave none
     */
    record Unreachable(String reason, String fbtraceId) implements CapiAnswer {

        /** Of which Meta may know nothing. */
        Unreachable(String reason) {
            this(reason, "");
        }
    }

    /** Nothing was sent: Meta is being spared, or has been found away. */
    record NotSent() implements CapiAnswer {}
}
