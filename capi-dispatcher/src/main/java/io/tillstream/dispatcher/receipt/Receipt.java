package io.tillstream.dispatcher.receipt;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event id at one dataset. It is final: an id with a receipt is not sent again, unless an operator
 * replays its dead letter.
 *
 * @param partition of the order's message; its receipt is in the partition of the same number
 * @param id        the event id; followed by {@code @} and the dataset unless the order goes to the default dataset only. The
 *     receipt of an unreadable message is keyed by its offset
 * @param reason    why it was not sent; null when it was accepted
 * @param fbtraceId Meta's id for the request that decided; null when no request was sent
 * @param sale      the order; null for an unreadable message and for a replay
 * @param matchKeys Meta's names of the keys in the accepted event; else empty
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

    /** Suffix of a replay's receipt: a separate key, so that a late write never replaces an acceptance. */
    public static final String REPLAYED_SUFFIX = "#replayed";

    /** Outcome for an event id. */
    public enum Status {
        ACCEPTED,
        SUPPRESSED,
        DEAD_LETTERED,
        /** Replayed from the dead letters. Exists beside the receipt of the dead letter, and does not replace it. */
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

    /** @param id of the dead letter's receipt */
    public static Receipt replayed(int partition, String id, Instant at) {
        return new Receipt(partition, id + REPLAYED_SUFFIX, Status.REPLAYED, null, null, null, List.of(), at);
    }
}
