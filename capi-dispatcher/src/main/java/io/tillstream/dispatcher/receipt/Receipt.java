package io.tillstream.dispatcher.receipt;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event id. It is the last word: an id with a receipt is never sent again.
 *
 * @param partition of the order's message; its receipt lies in the partition of the same number
 * @param reason    why it was suppressed; null when it was accepted
 * @param fbtraceId Meta's id for the request that it was accepted in; null when it was not sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        @JsonIgnore int partition,
        @JsonIgnore String eventId,
        Status status,
        @Nullable String reason,
        @Nullable String fbtraceId,
        Instant at) {

    /** How an event ended. */
    public enum Status {
        ACCEPTED,
        SUPPRESSED
    }

    public static Receipt accepted(int partition, String eventId, String fbtraceId, Instant at) {
        return new Receipt(partition, eventId, Status.ACCEPTED, null, fbtraceId, at);
    }

    /** @param reason one or two words with underscores, such as no_consent */
    public static Receipt suppressed(int partition, String eventId, String reason, Instant at) {
        return new Receipt(partition, eventId, Status.SUPPRESSED, reason, null, at);
    }
}
