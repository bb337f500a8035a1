package io.tillstream.dispatcher.order;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * A time as ISO 8601 text in UTC. A number is refused: whether it counts seconds or milliseconds, nobody can see from
 * it, and Jackson takes one for the other.
 */
final class UtcTime extends ValueDeserializer<Instant> {

    private static final int LONGEST = 40;

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        Instant time = parser.currentToken() == JsonToken.VALUE_STRING ? parse(parser.getString()) : null;
        if (time == null) {
            throw new ContractBroken(
                    parser.currentName() + " is no time in UTC as ISO 8601 writes it, such as 2026-11-20T08:15:30Z");
        }
        return time;
    }

    /** Null when the text is no time in UTC. */
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
