package io.tillstream.benchmarks.contender;

import static io.tillstream.benchmarks.contender.FloorEvents.bytes;

import java.util.Arrays;

/** The items of one order, as places in its message. Not thread-safe. */
final class FloorItems {

    private static final byte[][] ITEM = FloorEvents.names("sku", "quantity", "unitPrice");
    private static final int SKU = 0;
    private static final int QUANTITY = 1;
    private static final int PRICE = 2;

    private static final byte[] IDS = bytes("\",\"content_type\":\"product\",\"content_ids\":[\"");
    private static final byte[] NEXT_ID = bytes("\",\"");
    private static final byte[] CONTENTS = bytes("\"],\"contents\":[{\"id\":\"");
    private static final byte[] NEXT_CONTENT = bytes("},{\"id\":\"");
    private static final byte[] PIECES = bytes("\",\"quantity\":");
    private static final byte[] UNIT_PRICE = bytes(",\"item_price\":");
    private static final byte[] NUMBER = bytes("}],\"num_items\":");

    private int[] from = new int[ITEM.length * 8];
    private int[] to = new int[ITEM.length * 8];
    private int count;

    /** Takes the array here. */
    void read(Scan scan) {
        count = 0;
        while (scan.element()) {
            if ((count + 1) * ITEM.length > from.length) {
                from = Arrays.copyOf(from, 2 * from.length);
                to = Arrays.copyOf(to, 2 * to.length);
            }
            int likely = 0;
            for (int field = scan.field(ITEM, 0); field != Scan.NO_FIELD; field = scan.field(ITEM, likely)) {
                if (field == ITEM.length) {
                    scan.skip();
                } else {
                    scan.value();
                    from[count * ITEM.length + field] = scan.from();
                    to[count * ITEM.length + field] = scan.to();
                    likely = field + 1;
                }
            }
            count++;
        }
    }

    void write(byte[] message, Body body) {
        for (int item = 0; item < count; item++) {
            value(item == 0 ? IDS : NEXT_ID, item, SKU, message, body);
        }
        long pieces = 0;
        for (int item = 0; item < count; item++) {
            value(item == 0 ? CONTENTS : NEXT_CONTENT, item, SKU, message, body);
            value(PIECES, item, QUANTITY, message, body);
            value(UNIT_PRICE, item, PRICE, message, body);
            pieces += quantity(item, message);
        }
        body.put(NUMBER);
        body.put(pieces);
    }

    private void value(byte[] before, int item, int field, byte[] message, Body body) {
        body.put(before);
        body.put(message, from[item * ITEM.length + field], to[item * ITEM.length + field]);
    }

    private long quantity(int item, byte[] message) {
        long number = 0;
        for (int at = from[item * ITEM.length + QUANTITY]; at < to[item * ITEM.length + QUANTITY]; at++) {
            number = number * 10 + message[at] - '0';
        }
        return number;
    }
}
