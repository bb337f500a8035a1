package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Keys of the topic of receipts. An acceptance has the id as its key; every other status is a suffix of the id, so that a
 * record that is written late never replaces an acceptance, not even by compaction. Older records have no suffix.
 */
final class ReceiptKey {

    /** Key of the orders that are in a request now, one record per partition; no event id has this form. */
    static final String IN_FLIGHT = "in-flight";

    private static final String DEAD_LETTERED = "#dead_lettered";
    private static final String SUPPRESSED = "#suppressed";

    private ReceiptKey() {}

    static String of(Receipt receipt) {
        return switch (receipt.status()) {
            // The id of a replay has its suffix already.
            case ACCEPTED, REPLAYED -> receipt.id();
            case DEAD_LETTERED -> receipt.id() + DEAD_LETTERED;
            case SUPPRESSED -> receipt.id() + SUPPRESSED;
        };
    }

    /** The id in a key. */
    static String id(byte[] key) {
        String text = new String(key, UTF_8);
        int end = text.length();
        if (text.endsWith(DEAD_LETTERED)) {
            end -= DEAD_LETTERED.length();
        } else if (text.endsWith(SUPPRESSED)) {
            end -= SUPPRESSED.length();
        }
        return text.substring(0, end);
    }

    static boolean inFlight(byte[] key) {
        return key.length == IN_FLIGHT.length() && new String(key, UTF_8).equals(IN_FLIGHT);
    }
}
