package io.tillstream.dispatcher.order;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * A time as ISO 8601 text in UTC. A number is refused: it may count seconds or milliseconds, and Jackson may guess wrong.
 */
final class UtcTime extends ValueDeserializer<Instant> {

    private static final int LONGEST = 40;

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        Instant time = parser.currentToken() == JsonToken.VALUE_STRING ? parse(parser.getString()) : null;
        if (time == null) {
            throw new ContractBroken(
                    parser.currentName() + " is not a time in UTC in ISO 8601, such as 2026-11-20T08:15:30Z");
        }
        return time;
    }

    /** Null when the text is not a time in UTC. */
    static @Nullable Instant parse(String text) {
        if (text.length() > LONGEST || !inUtc(text)) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean inUtc(String text) {
        return text.endsWith("Z") || text.endsWith("z") || text.endsWith("+00:00");
    }
}
