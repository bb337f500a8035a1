package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a usual message from its bytes, and leaves every unusual one to Jackson's binding. */
final class PlainOrderReader {

    private enum Field {
        EVENT_ID("eventId"),
        ORDER_ID("orderId"),
        PAID_AT("paidAt"),
        CURRENCY("currency"),
        TOTAL("total"),
        EXPECTED_VALUE("expectedValue"),
        ITEMS("items"),
        CUSTOMER("customer"),
        CONSENT("consent"),
        ACTION_SOURCE("actionSource"),
        SITE("site"),
        EVENT("event"),
        SOURCE_URL("sourceUrl"),
        REFERRER_URL("referrerUrl"),
        CUSTOMER_SEGMENTATION("customerSegmentation"),
        LIVEMODE("livemode"),
        DATA_PROCESSING("dataProcessing"),
        INTERNAL("internal");

        private static final Field[] ALL = values();
        private static final Names NAMES =
                new Names(Arrays.stream(ALL).map(each -> each.name).toList());

        /** Fields that every usual message has. */
        private static final Set<Field> REQUIRED =
                EnumSet.of(EVENT_ID, ORDER_ID, PAID_AT, CURRENCY, TOTAL, ITEMS, CONSENT, LIVEMODE);

        private final String name;

        Field(String name) {
            this.name = name;
        }
    }

    private static final Names ITEM = new Names(List.of("sku", "quantity", "unitPrice"));

    private final JsonBytes json;
    private final Set<Field> found = EnumSet.noneOf(Field.class);
    private String eventId = "";
    private String orderId = "";
    private Instant paidAt = Instant.EPOCH;
    private String currency = "";
    private BigDecimal total = BigDecimal.ZERO;
    private @Nullable BigDecimal expectedValue;
    private List<OrderCompleted.Item> items = List.of();
    private @Nullable SealedCustomer customer;
    private String consent = "";
    private @Nullable String actionSource;
    private @Nullable String site;
    private @Nullable String event;
    private @Nullable String sourceUrl;
    private @Nullable String referrerUrl;
    private @Nullable String customerSegmentation;
    private boolean livemode;

    private PlainOrderReader(byte[] message) {
        this.json = new JsonBytes(message, message.length);
    }

    /** Null when anything about the message is unusual. */
    static @Nullable OrderCompleted read(byte[] message) {
        try {
            return new PlainOrderReader(message).order();
        } catch (JsonTexts.Unusual | ContractBroken e) {
            return null;
        }
    }

    private @Nullable OrderCompleted order() {
        json.enter('{');
        for (int number = json.nextField(Field.NAMES, 0);
                number != Names.NONE;
                number = json.nextField(Field.NAMES, number + 1)) {
            if (number == Names.UNKNOWN) {
                json.skip();
            } else {
                take(Field.ALL[number]);
            }
        }
        json.end();
        return !found.containsAll(Field.REQUIRED)
                ? null
                : new OrderCompleted(
                        eventId,
                        orderId,
                        paidAt,
                        currency,
                        total,
                        expectedValue,
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

    private void take(Field field) {
        if (!found.add(field)) {
            throw JsonTexts.unusual();
        }
        switch (field) {
            case EVENT_ID -> eventId = json.text();
            case ORDER_ID -> orderId = json.text();
            case PAID_AT -> paidAt = PlainValues.time(json.text());
            case CURRENCY -> currency = json.text();
            case TOTAL -> total = PlainValues.amount(json.text());
            case EXPECTED_VALUE -> expectedValue = PlainValues.amount(json.text());
            case ITEMS -> items = items();
            case CUSTOMER -> customer = json.sealed();
            case CONSENT -> consent = json.text();
            case ACTION_SOURCE -> actionSource = json.text();
            case SITE -> site = json.text();
            case EVENT -> event = json.text();
            case SOURCE_URL -> sourceUrl = json.text();
            case REFERRER_URL -> referrerUrl = json.text();
            case CUSTOMER_SEGMENTATION -> customerSegmentation = json.text();
            case LIVEMODE -> livemode = json.truth();
            // Rare, and so left to the binding.
            case DATA_PROCESSING, INTERNAL -> throw JsonTexts.unusual();
        }
    }

    private List<OrderCompleted.Item> items() {
        List<OrderCompleted.Item> all = new ArrayList<>(4);
        json.enter('[');
        while (json.nextElement()) {
            all.add(item());
        }
        return all;
    }

    private OrderCompleted.Item item() {
        String sku = null;
        int quantity = 0;
        BigDecimal unitPrice = null;
        json.enter('{');
        for (int field = json.nextField(ITEM, 0); field != Names.NONE; field = json.nextField(ITEM, field + 1)) {
            if (field == 0 && sku == null) {
                sku = json.text();
            } else if (field == 1 && quantity == 0) {
                quantity = json.number();
            } else if (field == 2 && unitPrice == null) {
                unitPrice = PlainValues.amount(json.text());
            } else if (field == Names.UNKNOWN) {
                json.skip();
            } else {
                throw JsonTexts.unusual();
            }
        }
        if (sku == null || quantity == 0 || unitPrice == null) {
            throw JsonTexts.unusual();
        }
        return new OrderCompleted.Item(sku, quantity, unitPrice);
    }
}
