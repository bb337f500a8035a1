package io.tillstream.benchmarks.contender;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The fields of an order that an event needs, without checks. */
record Order(
        String eventId,
        String orderId,
        Instant paidAt,
        String currency,
        BigDecimal total,
        List<Item> items,
        String customer,
        String sourceUrl) {

    private static final ObjectReader JSON = new JsonMapper().readerFor(Order.class);

    /** @param unitPrice in major units */
    record Item(String sku, int quantity, BigDecimal unitPrice) {}

    static Order read(byte[] message) {
        return JSON.readValue(message);
    }
}
