package io.tillstream.sandbox.meta;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One event that the stand-in received, from the browser or the server.
 *
 * @param source   browser or server
 * @param eventId  null if the sender set none, as for a PageView
 * @param time     the sender's time of the event, in seconds since 1970; null if not sent
 * @param value    as the sender wrote it; null if the event is no purchase
 * @param payload  the whole event as sent; a missing node once it is no longer kept
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

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

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

    /** When it came, as 16:00:05 in UTC. */
    public String clock() {
        return CLOCK.format(at);
    }

    Arrival withoutPayload() {
        return payload.isMissingNode()
                ? this
                : new Arrival(source, eventName, eventId, at, time, value, currency, MissingNode.getInstance());
    }

    /** Currency and value in one form: the browser writes 11 where the server writes 11.00. Empty if there is no value. */
    String amount() {
        return value == null
                ? ""
                : currency + " " + new BigDecimal(value).stripTrailingZeros().toPlainString();
    }
}
