package io.tillstream.shop.disclosure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an order at one of Meta's datasets, from the dispatcher's receipt.
 *
 * @param dataset   empty for the default dataset
 * @param status    ACCEPTED, SUPPRESSED or DEAD_LETTERED
 * @param reason    why it was not sent; null when it was
 * @param fbtraceId Meta's id of the request; null when nothing was sent
 */
public record OrderOutcome(
        String dataset,
        String status,
        @Nullable String reason,
        @Nullable String fbtraceId,
        Instant at) {

    /** Whether Meta accepted the event. */
    public boolean accepted() {
        return "ACCEPTED".equals(status);
    }
}
