package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tillstream.dispatcher.kafka.Offsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Parses records of the topic of receipts. An unreadable one is logged, and never causes a second event. */
final class ReceiptParser {

    private static final Logger log = LoggerFactory.getLogger(ReceiptParser.class);

    /** How nearly all receipts begin. */
    private static final byte[] ACCEPTED = "{\"status\":\"ACCEPTED\"".getBytes(US_ASCII);

    private final JsonMapper json;
    private final ObjectReader values;

    ReceiptParser(JsonMapper json) {
        this.json = json;
        this.values = json.readerFor(ReceiptValue.class);
    }

    /** The whole receipt; an unreadable one is returned as suppressed. */
    Receipt receipt(ConsumerRecord<byte[], byte[]> record) {
        String id = ReceiptKey.id(record.key());
        Instant at = Instant.ofEpochMilli(record.timestamp());
        try {
            return values.<ReceiptValue>readValue(record.value()).at(record.partition(), id, at);
        } catch (JacksonException e) {
            unreadable(record);
            return Receipt.suppressed(record.partition(), id, "unreadable", null, at);
        }
    }

    /** Parses no more than the status, as an instance reads millions of receipts before its first order. */
    Receipt.Status status(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value.length > ACCEPTED.length && Arrays.equals(value, 0, ACCEPTED.length, ACCEPTED, 0, ACCEPTED.length)) {
            return Receipt.Status.ACCEPTED;
        }
        try (JsonParser parser = json.createParser(record.value())) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals(ReceiptValue.STATUS)) {
                    return Receipt.Status.valueOf(parser.getString());
                }
                parser.skipChildren();
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // Unreadable, like a receipt without a status.
        }
        unreadable(record);
        return Receipt.Status.SUPPRESSED;
    }

    /** Offset of the order's message; {@value IdTable#UNKNOWN} when the receipt does not have it. */
    long offset(ConsumerRecord<byte[], byte[]> record) {
        Sale sale = receipt(record).sale();
        return sale == null ? IdTable.UNKNOWN : sale.offset();
    }

    /** Offsets of the orders in flight; empty when there were none, or when the record is unreadable. */
    Set<Long> inFlight(ConsumerRecord<byte[], byte[]> record) {
        try {
            String orders = json.readTree(record.value()).path("orders").asString("");
            Set<Long> offsets = ConcurrentHashMap.newKeySet();
            if (!orders.isEmpty()) {
                Offsets.parse(orders).forEach(offsets::add);
            }
            return offsets;
        } catch (JacksonException | IllegalArgumentException e) {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("The record of orders in flight is unreadable; one of them may reach Meta twice uncounted");
            return ConcurrentHashMap.newKeySet();
        }
    }

    private static void unreadable(ConsumerRecord<byte[], byte[]> record) {
        log.atWarn()
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("A receipt is unreadable; its id counts as done, so that nothing is sent twice");
    }
}
