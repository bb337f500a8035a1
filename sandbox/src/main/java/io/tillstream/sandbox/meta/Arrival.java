package io.tillstream.sandbox.meta;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One event that reached Meta, from either side.
 *
 * @param source   browser or server
 * @param eventId  null when the sender gave none, as for a PageView
 * @param time     when it happened, in seconds since 1970, as the sender says; null when it does not
 * @param value    as the sender wrote it; null when it is no purchase
 * @param payload  all that was sent; empty once it is no longer kept
 */
record Arrival(
        String source,
        String eventName,
        @Nullable String eventId,
        Instant at,
        @Nullable Long time,
        @Nullable String value,
        @Nullable String currency,
        JsonNode payload) {

    static final String BROWSER = "browser";
    static final String SERVER = "server";

    static Arrival server(JsonNode event, Instant now) {
        JsonNode purchase = event.path("custom_data");
        return new Arrival(
                SERVER,
                event.path("event_name").asString(),
                event.path("event_id").asString(null),
                now,
                event.path("event_time").asLong(),
                purchase.path("value").isMissingNode()
                        ? null
                        : purchase.path("value").asString(),
                purchase.path("currency").asString(null),
                event);
    }

    Arrival withoutPayload() {
        return payload.isMissingNode()
                ? this
                : new Arrival(source, eventName, eventId, at, time, value, currency, MissingNode.getInstance());
    }

    /** Value and currency in one form: a browser writes 11 for what the server writes as 11.00. */
    String amount() {
        return value == null
                ? ""
                : currency + " " + new BigDecimal(value).stripTrailingZeros().toPlainString();
    }
}
