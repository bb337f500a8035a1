package io.tillstream.shop.disclosure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order at one of Meta's datasets, as the dispatcher's receipt says.
 *
 * @param dataset   empty for the usual one
 * @param status    ACCEPTED, SUPPRESSED or DEAD_LETTERED
 * @param reason    why it was not sent; null when it was
 * @param fbtraceId Meta's id of the request; null when Meta was not asked
 */
public record OrderOutcome(
        String dataset,
        String status,
        @Nullable String reason,
        @Nullable String fbtraceId,
        Instant at) {

    /** Whether Meta has it. */
    public boolean accepted() {
        return "ACCEPTED".equals(status);
    }
}
