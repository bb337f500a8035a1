package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Values at a parser's present token; null when the token has another type. */
final class Tokens {

    private static final int LONGEST_AMOUNT = 20;

    private Tokens() {}

    /** Skips a value, but decodes its texts: a broken text is a broken message. */
    static void passOver(JsonParser parser) {
        int depth = 0;
        do {
            switch (parser.currentToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case VALUE_STRING -> parser.getStringLength();
                default -> {}
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    static @Nullable String text(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
    }

    static @Nullable Instant time(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING ? UtcTime.parse(parser.getString()) : null;
    }

    static @Nullable Boolean truth(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** A text of digits with at most one point between them; null for every other value. */
    static @Nullable BigDecimal amount(JsonParser parser) {
        String text = text(parser);
        if (text == null || text.isEmpty() || text.length() > LONGEST_AMOUNT) {
            return null;
        }
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            boolean point = each == '.' && at > 0 && at < text.length() - 1;
            if (!point && (each < '0' || each > '9')) {
                return null;
            }
        }
        if (text.indexOf('.') != text.lastIndexOf('.')) {
            return null;
        }
        return new BigDecimal(text);
    }
}
