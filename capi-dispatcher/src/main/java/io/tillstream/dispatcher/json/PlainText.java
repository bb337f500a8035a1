package io.tillstream.dispatcher.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Texts that are in JSON as they are, like nearly all: eight bytes are looked at together. */
final class PlainText {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;

    private PlainText() {}

    /** Whether a text has only ASCII and needs no escapes. A question mark may stand for an unpaired surrogate. */
    static boolean is(byte[] text) {
        int at = 0;
        for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
            long eight = (long) LONGS.get(text, at);
            long quotes = eight ^ (ONES * '"');
            long escapes = eight ^ (ONES * '\\');
            long unknown = eight ^ (ONES * '?');
            long special = ((quotes - ONES) & ~quotes)
                    | ((escapes - ONES) & ~escapes)
                    | ((unknown - ONES) & ~unknown)
                    | ((eight - ONES * ' ') & ~eight)
                    | eight;
            if ((special & (ONES << 7)) != 0) {
                return false;
            }
        }
        for (; at < text.length; at++) {
            if (text[at] < ' ' || text[at] == '"' || text[at] == '\\' || text[at] == '?') {
                return false;
            }
        }
        return true;
    }
}
