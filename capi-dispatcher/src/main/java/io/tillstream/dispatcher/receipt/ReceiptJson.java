package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@link ReceiptValue}s. One with only usual ASCII is written by hand; Jackson writes every other one. */
final class ReceiptJson {

    /** Of a usual receipt. */
    private static final int LENGTH = 320;

    private static final int SECONDS_OF_DAY = 86_400;

    private final JsonMapper json;

    ReceiptJson(JsonMapper json) {
        this.json = json;
    }

    byte[] bytes(Receipt receipt) {
        StringBuilder text = new StringBuilder(LENGTH);
        return plain(receipt, text)
                ? text.toString().getBytes(ISO_8859_1)
                : json.writeValueAsBytes(ReceiptValue.of(receipt));
    }

    /** False when a text has to be escaped, or has letters beyond ASCII. */
    private static boolean plain(Receipt receipt, StringBuilder text) {
        text.append("{\"status\":\"").append(receipt.status().name()).append('"');
        Sale sale = receipt.sale();
        boolean plain = field(text, "reason", receipt.reason())
                && field(text, "fbtraceId", receipt.fbtraceId())
                && (sale == null || field(text, "orderId", sale.orderId()));
        text.append(",\"offset\":").append(sale == null ? 0 : sale.offset());
        if (sale != null) {
            text.append(",\"paidAt\":\"");
            time(text, sale.paidAt());
            text.append('"');
            plain = plain && field(text, "currency", sale.currency());
            text.append(",\"total\":").append(sale.total());
            plain = plain && list(text, "matchKeys", receipt.matchKeys());
            if (!sale.livemode()) {
                text.append(",\"test\":true");
            }
        }
        text.append('}');
        return plain;
    }

    private static boolean field(StringBuilder json, String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return true;
        }
        json.append(",\"").append(name).append("\":\"").append(value).append('"');
        return plain(value);
    }

    private static boolean list(StringBuilder json, String name, List<String> values) {
        if (values.isEmpty()) {
            return true;
        }
        json.append(",\"").append(name).append("\":[");
        boolean plain = true;
        for (int at = 0; at < values.size(); at++) {
            json.append(at == 0 ? "\"" : ",\"").append(values.get(at)).append('"');
            plain = plain && plain(values.get(at));
        }
        json.append(']');
        return plain;
    }

    private static boolean plain(String value) {
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            if (each < ' ' || each > '~' || each == '"' || each == '\\') {
                return false;
            }
        }
        return true;
    }

    /** As {@link Instant#toString}, which takes longer. */
    private static void time(StringBuilder json, Instant time) {
        if (time.getNano() != 0) {
            json.append(time);
            return;
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_OF_DAY));
        int second = Math.floorMod(time.getEpochSecond(), SECONDS_OF_DAY);
        json.append(day).append('T');
        two(json, second / 3600);
        json.append(':');
        two(json, second / 60 % 60);
        json.append(':');
        two(json, second % 60);
        json.append('Z');
    }

    private static void two(StringBuilder json, int number) {
        json.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
