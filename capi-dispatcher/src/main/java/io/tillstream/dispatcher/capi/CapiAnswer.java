package io.tillstream.dispatcher.capi;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result of one request to Meta: exactly one of these. */
public sealed interface CapiAnswer {

    /**
     * Meta accepted every event of the request.
     *
     * @param fbtraceId    Meta's id for this request, to quote when asking Meta for help; empty when Meta sent none
     * @param usagePercent how much of Meta's limits is used, 0 to 100 and above; 0 when Meta does not say
     */
    record Accepted(int eventsReceived, String fbtraceId, int usagePercent) implements CapiAnswer {}

    /**
     * Too many requests, or the app is blocked for a time (code 368).
     *
     * @param code       Meta's; 0 when the HTTP status alone says so
     * @param fbtraceId  Meta's id for this request; empty when Meta sent none
     * @param retryAfter as Meta asked, an hour at the most; null when Meta does not say
     */
    record Throttled(
            int code,
            String message,
            String fbtraceId,
            @Nullable Duration retryAfter) implements CapiAnswer {

        /** Meta's code for an app or page that it has blocked for its policies. */
        static final int BLOCKED = 368;

        /** Whether Meta has blocked the app or page for its policies, and not only throttled it. */
        public boolean blocked() {
            return code == BLOCKED;
        }
    }

    /**
     * Meta accepted none of the events: at least one is wrong, or together they are too large.
     *
     * @param code Meta's; 413 when the request was too large
     */
    record Refused(int code, int subcode, String message, String fbtraceId) implements CapiAnswer {}

    /** The token, the dataset or the version of the API is wrong; every request fails until a person corrects it. */
    record Misconfigured(int code, int subcode, String message, String fbtraceId) implements CapiAnswer {}

    /**
     * Meta says that it received another number of events than were sent, and not which.
     *
     * @param received as Meta says; -1 when it is not a whole number
     */
    @SuppressWarnings("JavaLangClash")
    record Short(int received, int sent, String fbtraceId) implements CapiAnswer {}

    /**
     * No answer, or none of use; the same request may succeed later.
     *
     * @param fbtraceId Meta's id for this request; empty when Meta sent none
     */
    record Unreachable(Cause cause, String reason, String fbtraceId) implements CapiAnswer {

        /** Without an id of Meta's. */
        Unreachable(Cause cause, String reason) {
            this(cause, reason, "");
        }

        /** Why there is no answer of use, and what that says about the events. */
        public enum Cause {
            /** No name, no connection, no TLS, or the host says that it is unavailable: certainly not received. */
            NOT_RECEIVED(false, true),
            /** A time-out, a reset or a truncated answer: the request may have been received. */
            NO_ANSWER(true, true),
            /** A gateway answered, or the answer is not the Graph API's. */
            GATEWAY(true, true),
            /** The Graph API says that it failed, for a moment or with an unknown code: certainly not accepted. */
            GRAPH_ERROR(false, false);

            private final boolean inDoubt;
            private final boolean host;

            Cause(boolean inDoubt, boolean host) {
                this.inDoubt = inDoubt;
                this.host = host;
            }

            /** Whether Meta may have accepted the events nevertheless. */
            public boolean inDoubt() {
                return inDoubt;
            }

            /** Whether the whole host fails, and so every dataset; otherwise only the dataset of the request. */
            public boolean host() {
                return host;
            }

            /** As metrics show it. */
            public String text() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Nothing was sent: a breaker is open, a wait has not passed, or the sender may not send any more. */
    record NotSent() implements CapiAnswer {}

    /** The kind of answer in a word, as metrics, traces and attempts show it. */
    default String text() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Whether Meta may have accepted events without saying so; sent again, they may be there twice. */
    default boolean inDoubt() {
        return this instanceof Short
                || (this instanceof Unreachable unreachable
                        && unreachable.cause().inDoubt());
    }
}
