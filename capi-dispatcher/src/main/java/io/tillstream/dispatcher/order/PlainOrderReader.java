package io.tillstream.dispatcher.order;

import static io.tillstream.dispatcher.order.Tokens.amount;
import static io.tillstream.dispatcher.order.Tokens.passOver;
import static io.tillstream.dispatcher.order.Tokens.text;
import static io.tillstream.dispatcher.order.Tokens.time;
import static io.tillstream.dispatcher.order.Tokens.truth;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Reads a usual message token by token, and leaves every unusual one to Jackson's binding. */
final class PlainOrderReader {

    private final JsonMapper json;

    PlainOrderReader(JsonMapper json) {
        this.json = json;
    }

    /** Null when anything about the message is unusual. */
    @Nullable
    OrderCompleted read(byte[] message) {
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

    /** The fields of a message that are read so far. */
    private static final class Fields {

        private @Nullable String eventId;
        private @Nullable String orderId;
        private @Nullable Instant paidAt;
        private @Nullable String currency;
        private @Nullable BigDecimal total;
        private @Nullable List<OrderCompleted.Item> items;
        private @Nullable String customer;
        private @Nullable String consent;
        private @Nullable String actionSource;
        private @Nullable String site;
        private @Nullable String event;
        private @Nullable String sourceUrl;
        private @Nullable String referrerUrl;
        private @Nullable String customerSegmentation;
        private @Nullable Boolean livemode;

        /** False when the value has another type, or when the field occurs twice. */
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
                case "actionSource" -> actionSource == null && (actionSource = text(parser)) != null;
                case "site" -> site == null && (site = text(parser)) != null;
                case "event" -> event == null && (event = text(parser)) != null;
                case "sourceUrl" -> sourceUrl == null && (sourceUrl = text(parser)) != null;
                case "referrerUrl" -> referrerUrl == null && (referrerUrl = text(parser)) != null;
                case "livemode" -> livemode == null && (livemode = truth(parser)) != null;
                case "customerSegmentation" ->
                    customerSegmentation == null && (customerSegmentation = text(parser)) != null;
                // Rare, and so left to the binding.
                case "dataProcessing", "internal" -> false;
                default -> {
                    passOver(parser);
                    yield true;
                }
            };
        }

        /** Null when a required field is missing. */
        @Nullable
        OrderCompleted order() {
            if (eventId == null
                    || orderId == null
                    || paidAt == null
                    || currency == null
                    || total == null
                    || items == null
                    || consent == null
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
                    actionSource,
                    site,
                    event,
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
}
