package io.tillstream.dispatcher.receipt;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event id at one dataset. It is the last word: an id with a receipt is not sent again, unless an
 * operator replays it out of the dead letters.
 *
 * @param partition of the order's message; its receipt lies in the partition of the same number
 * @param id        the event id; with {@code @} and the dataset behind it for an order that goes elsewhere than to the usual one alone; where
 *     the message lay when it could not be read
 * @param reason    why it was not sent; null when it was accepted
 * @param fbtraceId Meta's id for the request that decided; null when Meta was not asked
 * @param sale      the order; null when the message could not be read, and of a replay
 * @param matchKeys what the accepted event could be matched by, in Meta's names; else empty
 */
public record Receipt(
        int partition,
        String id,
        Status status,
        @Nullable String reason,
        @Nullable String fbtraceId,
        @Nullable Sale sale,
        List<String> matchKeys,
        Instant at) {

    public Receipt {
        matchKeys = List.copyOf(matchKeys);
    }

    /** A receipt of a replay has a key of its own: written late, it must never take the place of an acceptance. */
    public static final String REPLAYED_SUFFIX = "#replayed";

    /** How it ended. */
    public enum Status {
        ACCEPTED,
        SUPPRESSED,
        DEAD_LETTERED,
        /** Let go again out of the dead letters. It lies beside the receipt of its death, and does not replace it. */
        REPLAYED
    }

    public static Receipt accepted(
            int partition, String id, String fbtraceId, @Nullable Sale sale, List<String> matchKeys, Instant at) {
        return new Receipt(partition, id, Status.ACCEPTED, null, fbtraceId, sale, matchKeys, at);
    }

    /** @param reason one or two words with underscores, such as no_consent */
    public static Receipt suppressed(int partition, String id, String reason, @Nullable Sale sale, Instant at) {
        return new Receipt(partition, id, Status.SUPPRESSED, reason, null, sale, List.of(), at);
    }

    public static Receipt deadLettered(
            int partition, String id, String reason, @Nullable String fbtraceId, @Nullable Sale sale, Instant at) {
        return new Receipt(partition, id, Status.DEAD_LETTERED, reason, fbtraceId, sale, List.of(), at);
    }

    /** @param id of the receipt of its death */
    public static Receipt replayed(int partition, String id, Instant at) {
        return new Receipt(partition, id + REPLAYED_SUFFIX, Status.REPLAYED, null, null, null, List.of(), at);
    }
}
