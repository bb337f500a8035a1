package io.tillstream.sandbox.meta;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event that reached Meta, from either side.
 *
 * @param source   browser or server
 * @param eventId  null when the sender gave none, as for a PageView
 * @param value    as the sender wrote it; null when it is no purchase
 * @param payload  all that was sent
 */
record Arrival(
        String source,
        String eventName,
        @Nullable String eventId,
        Instant at,
        @Nullable String value,
        @Nullable String currency,
        JsonNode payload) {

    static final String BROWSER = "browser";
    static final String SERVER = "server";

    /** Value and currency in one form: a browser writes 11 for what the server writes as 11.00. */
    String amount() {
        return value == null
                ? ""
                : currency + " " + new BigDecimal(value).stripTrailingZeros().toPlainString();
    }
}
