package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tillstream.dispatcher.json.JsonOut;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes receipts, byte for byte as Jackson would write their {@link ReceiptValue}. */
final class ReceiptJson {

    private static final byte[] STATUS = JsonOut.encoded(ReceiptValue.STATUS);
    private static final byte[] REASON = JsonOut.encoded("reason");
    private static final byte[] FBTRACE_ID = JsonOut.encoded("fbtraceId");
    private static final byte[] ORDER_ID = JsonOut.encoded("orderId");
    private static final byte[] OFFSET = JsonOut.encoded("offset");
    private static final byte[] PAID_AT = JsonOut.encoded("paidAt");
    private static final byte[] CURRENCY = JsonOut.encoded("currency");
    private static final byte[] TOTAL = JsonOut.encoded("total");
    private static final byte[] MATCH_KEYS = JsonOut.encoded("matchKeys");
    private static final byte[] TEST = "\"test\":true".getBytes(US_ASCII);

    private static final ThreadLocal<JsonOut> WRITERS = ThreadLocal.withInitial(JsonOut::new);

    private ReceiptJson() {}

    static byte[] bytes(Receipt receipt) {
        JsonOut json = WRITERS.get();
        json.reset();
        json.open('{');
        text(STATUS, receipt.status().name(), json);
        text(REASON, receipt.reason(), json);
        text(FBTRACE_ID, receipt.fbtraceId(), json);
        Sale sale = receipt.sale();
        if (sale == null) {
            json.name(OFFSET);
            json.number(0);
        } else {
            write(sale, receipt.matchKeys(), json);
        }
        json.close('}');
        return json.copy();
    }

    private static void write(Sale sale, List<String> matchKeys, JsonOut json) {
        text(ORDER_ID, sale.orderId(), json);
        json.name(OFFSET);
        json.number(sale.offset());
        json.name(PAID_AT);
        time(sale.paidAt(), json);
        text(CURRENCY, sale.currency(), json);
        json.name(TOTAL);
        json.number(sale.total());
        if (!matchKeys.isEmpty()) {
            json.name(MATCH_KEYS);
            json.open('[');
            for (int at = 0; at < matchKeys.size(); at++) {
                json.text(matchKeys.get(at));
            }
            json.close(']');
        }
        if (!sale.livemode()) {
            json.value(TEST);
        }
    }

    private static void text(byte[] name, @Nullable String value, JsonOut json) {
        if (value != null && !value.isEmpty()) {
            json.name(name);
            json.text(value);
        }
    }

    private static void time(Instant time, JsonOut json) {
        if (time.getNano() == 0) {
            json.utc(time.getEpochSecond());
        } else {
            json.text(time.toString());
        }
    }
}
