package io.tillstream.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;

/** Writes events into a request's body, from the bytes of messages and without objects between. Not thread-safe. */
final class FloorEvents {

    private static final byte[][] ORDER =
            names("eventId", "orderId", "paidAt", "currency", "total", "items", "customer", "sourceUrl");
    private static final int EVENT_ID = 0;
    private static final int ORDER_ID = 1;
    private static final int PAID_AT = 2;
    private static final int CURRENCY = 3;
    private static final int TOTAL = 4;
    private static final int ITEMS = 5;
    private static final int CUSTOMER = 6;
    private static final int SOURCE_URL = 7;

    private static final byte[] HEAD = bytes("{\"data\":[");
    private static final byte[] TAIL = bytes("],\"access_token\":\"" + Setting.TOKEN + "\"}");
    private static final byte[] TIME = bytes("{\"event_name\":\"Purchase\",\"event_time\":");
    private static final byte[] ID = bytes(",\"event_id\":\"");
    private static final byte[] URL = bytes("\",\"event_source_url\":\"");
    private static final byte[] USER = bytes("\",\"action_source\":\"website\",\"user_data\":");
    private static final byte[] VALUE = bytes(",\"custom_data\":{\"value\":");
    private static final byte[] MONEY = bytes(",\"currency\":\"");
    private static final byte[] NUMBER = bytes("\",\"order_id\":\"");
    private static final byte[] END = bytes("}},");

    private final Opening opening;
    private final FloorCustomer customer = new FloorCustomer();
    private final FloorItems items = new FloorItems();
    private final Scan scan = new Scan();
    private final int[] from = new int[ORDER.length];
    private final int[] to = new int[ORDER.length];

    FloorEvents(byte[] key) {
        this.opening = new Opening(key);
    }

    static byte[][] names(String... names) {
        return Arrays.stream(names).map(FloorEvents::bytes).toArray(byte[][]::new);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static void begin(Body body) {
        body.clear();
        body.put(HEAD);
    }

    static void end(Body body) {
        body.dropLast();
        body.put(TAIL);
    }

    void write(byte[] message, Body body) throws GeneralSecurityException {
        read(message);
        body.put(TIME);
        body.put(seconds(message, from[PAID_AT]));
        text(ID, EVENT_ID, message, body);
        text(URL, SOURCE_URL, message, body);
        body.put(USER);
        int length = opening.open(message, from[CUSTOMER], to[CUSTOMER]);
        customer.write(opening.content(), length, body);
        text(VALUE, TOTAL, message, body);
        text(MONEY, CURRENCY, message, body);
        text(NUMBER, ORDER_ID, message, body);
        items.write(message, body);
        body.put(END);
    }

    private void text(byte[] before, int field, byte[] message, Body body) {
        body.put(before);
        body.put(message, from[field], to[field]);
    }

    private void read(byte[] message) {
        scan.begin(message, message.length);
        int likely = 0;
        for (int field = scan.field(ORDER, 0); field != Scan.NO_FIELD; field = scan.field(ORDER, likely)) {
            if (field == ORDER.length) {
                scan.skip();
            } else if (field == ITEMS) {
                items.read(scan);
                likely = field + 1;
            } else {
                scan.value();
                from[field] = scan.from();
                to[field] = scan.to();
                likely = field + 1;
            }
        }
    }

    /** Seconds since 1970 of a time such as 2026-11-27T14:15:39Z. */
    private static long seconds(byte[] message, int at) {
        LocalDate day =
                LocalDate.of(two(message, at) * 100 + two(message, at + 2), two(message, at + 5), two(message, at + 8));
        return day.toEpochDay() * 86_400
                + two(message, at + 11) * 3600L
                + two(message, at + 14) * 60L
                + two(message, at + 17);
    }

    private static int two(byte[] message, int at) {
        return (message[at] - '0') * 10 + message[at + 1] - '0';
    }
}
