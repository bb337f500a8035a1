package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads messages as their contract has them: a whole number is no text and no fraction, and a text is no number. Amounts
 * alone may be either, as shops have long sent both.
 *
 * <p>A message without any oddity is read token by token, which costs a third of what Jackson's binding costs. Every
 * other one is left to the binding, which alone says what is wrong.
 */
public final class OrderReader {

    private static final int LONGEST_AMOUNT = 20;

    private final JsonMapper json;
    private final ObjectReader binding;

    public OrderReader(JsonMapper json) {
        this.json = json;
        this.binding = binding(json);
    }

    /**
     * The order that a message tells of; null when the message is the word null.
     *
     * @throws JacksonException when it is no JSON, or no order; where {@link ContractBroken} is its cause, that one says why
     */
    public @Nullable OrderCompleted read(byte[] message) {
        OrderCompleted plain = plain(message);
        return plain == null ? binding.readValue(message) : plain;
    }

    static ObjectReader binding(JsonMapper json) {
        JsonMapper.Builder strict = json.rebuild()
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Boolean, LogicalType.Textual)) {
            strict.withCoercionConfig(type, coercions -> {
                for (CoercionInputShape other : CoercionInputShape.values()) {
                    coercions.setCoercion(other, CoercionAction.Fail);
                }
            });
        }
        return strict.build().readerFor(OrderCompleted.class);
    }

    /** Null when anything about the message is not as it usually is. */
    @Nullable
    OrderCompleted plain(byte[] message) {
        try (JsonParser parser = json.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Fields fields = new Fields();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (!fields.take(name, parser)) {
                    return null;
                }
            }
            boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
            return whole ? fields.order() : null;
        } catch (JacksonException | ContractBroken e) {
            return null;
        }
    }

    /** What is read of a message so far. */
    private static final class Fields {

        private @Nullable String eventId;
        private @Nullable String orderId;
        private @Nullable Instant paidAt;
        private @Nullable String currency;
        private @Nullable BigDecimal total;
        private @Nullable List<OrderCompleted.Item> items;
        private @Nullable String customer;
        private @Nullable String consent;
        private @Nullable String sourceUrl;
        private @Nullable String referrerUrl;
        private @Nullable String customerSegmentation;
        private @Nullable Boolean livemode;

        /** False when the value is of another form, or the field comes a second time. */
        boolean take(String name, JsonParser parser) {
            return switch (name) {
                case "eventId" -> eventId == null && (eventId = text(parser)) != null;
                case "orderId" -> orderId == null && (orderId = text(parser)) != null;
                case "paidAt" -> paidAt == null && (paidAt = time(parser)) != null;
                case "currency" -> currency == null && (currency = text(parser)) != null;
                case "total" -> total == null && (total = amount(parser)) != null;
                case "items" -> items == null && (items = items(parser)) != null;
                case "customer" -> customer == null && (customer = text(parser)) != null;
                case "consent" -> consent == null && (consent = text(parser)) != null;
                case "sourceUrl" -> sourceUrl == null && (sourceUrl = text(parser)) != null;
                case "referrerUrl" -> referrerUrl == null && (referrerUrl = text(parser)) != null;
                case "livemode" -> livemode == null && (livemode = truth(parser)) != null;
                case "customerSegmentation" ->
                    customerSegmentation == null && (customerSegmentation = text(parser)) != null;
                // Few orders have these.
                case "dataProcessing", "internal" -> false;
                default -> {
                    passOver(parser);
                    yield true;
                }
            };
        }

        /** Null when something is missing. */
        @Nullable
        OrderCompleted order() {
            if (eventId == null
                    || orderId == null
                    || paidAt == null
                    || currency == null
                    || total == null
                    || items == null
                    || consent == null
                    || sourceUrl == null
                    || livemode == null) {
                return null;
            }
            return new OrderCompleted(
                    eventId,
                    orderId,
                    paidAt,
                    currency,
                    total,
                    items,
                    customer,
                    consent,
                    sourceUrl,
                    referrerUrl,
                    null,
                    customerSegmentation,
                    null,
                    livemode);
        }
    }

    private static @Nullable List<OrderCompleted.Item> items(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<OrderCompleted.Item> items = new ArrayList<>(4);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            OrderCompleted.Item item = item(parser);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return parser.currentToken() == JsonToken.END_ARRAY ? items : null;
    }

    private static OrderCompleted.@Nullable Item item(JsonParser parser) {
        String sku = null;
        int quantity = 0;
        BigDecimal unitPrice = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "sku" -> {
                    if (sku != null || (sku = text(parser)) == null) {
                        return null;
                    }
                }
                case "quantity" -> {
                    if (quantity != 0 || value != JsonToken.VALUE_NUMBER_INT) {
                        return null;
                    }
                    quantity = parser.getIntValue();
                }
                case "unitPrice" -> {
                    if (unitPrice != null || (unitPrice = amount(parser)) == null) {
                        return null;
                    }
                }
                default -> passOver(parser);
            }
        }
        return sku == null || quantity == 0 || unitPrice == null
                ? null
                : new OrderCompleted.Item(sku, quantity, unitPrice);
    }

    /** Passes over a value, whose texts are decoded nevertheless: broken ones are a broken message. */
    private static void passOver(JsonParser parser) {
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

    private static @Nullable String text(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
    }

    private static @Nullable Instant time(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING ? UtcTime.parse(parser.getString()) : null;
    }

    private static @Nullable Boolean truth(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Digits with or without a point among them; null for every other way to write a number. */
    private static @Nullable BigDecimal amount(JsonParser parser) {
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
