package io.tillstream.dispatcher.capi;

import java.time.Duration;
import java.util.Locale;
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
     * Too much for now, or blocked for a time (code 368).
     *
     * @param code       Meta's; 0 when the HTTP status alone says so
     * @param fbtraceId  Meta's id for this request; empty when it gave none
     * @param retryAfter as Meta asked, an hour at the most; null when it did not say
     */
    record Throttled(
            int code,
            String message,
            String fbtraceId,
            @Nullable Duration retryAfter) implements CapiAnswer {}

    /**
     * At least one event is wrong, or all of them are too large together, and Meta took none of them.
     *
     * @param code Meta's; 413 when the request was too large
     */
    record Refused(int code, int subcode, String message, String fbtraceId) implements CapiAnswer {}

    /** The token, the dataset or the version of the API is wrong; every request will fail until a person mends it. */
    record Misconfigured(int code, int subcode, String message, String fbtraceId) implements CapiAnswer {}

    /**
     * Meta says that it took another number of events than were sent. Nobody knows which.
     *
     * @param received as Meta says; -1 when it named no whole number
     */
    @SuppressWarnings("JavaLangClash")
    record Short(int received, int sent, String fbtraceId) implements CapiAnswer {}

    /**
     * No answer, or none that means anything; the same request may pass later.
     *
     * @param fbtraceId Meta's id for this request; empty when it gave none
     */
    record Unreachable(Cause cause, String reason, String fbtraceId) implements CapiAnswer {

        /** Of which Meta may know nothing. */
        Unreachable(Cause cause, String reason) {
            this(cause, reason, "");
        }

        /** What kept the answer away, and with it what is known of the events. */
        public enum Cause {
            /** No name, no connection, no TLS, or a host that says it is away: surely not received. */
            NOT_RECEIVED(false, true),
            /** A time-out, a reset, a cut: the request may have gone out. */
            NO_ANSWER(true, true),
            /** Something before the Graph API, or an answer that is none of its own. */
            GATEWAY(true, true),
            /** The Graph API says itself that it failed, in passing or with a code nobody knows: surely not taken. */
            GRAPH_ERROR(false, false);

            private final boolean inDoubt;
            private final boolean host;

            Cause(boolean inDoubt, boolean host) {
                this.inDoubt = inDoubt;
                this.host = host;
            }

            /** Whether Meta may have taken the events all the same. */
            public boolean inDoubt() {
                return inDoubt;
            }

            /** Whether it is the trouble of the host, and so of all datasets; else of the one that was asked. */
            public boolean host() {
                return host;
            }

            /** As it stands in metrics. */
            public String text() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Nothing was sent: Meta is being spared, or has been found away. */
    record NotSent() implements CapiAnswer {}

    /** Whether Meta may have taken events of which it has not said so: sent again, they may be there twice. */
    default boolean inDoubt() {
        return this instanceof Short
                || (this instanceof Unreachable unreachable
                        && unreachable.cause().inDoubt());
    }
}
