package io.tillstream.dispatcher.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Memory that grows and is used again, and the signs of JSON in it. */
class JsonBuffer {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

    /** Bytes of a character that is escaped as a number. */
    private static final int LONGEST_ESCAPE = 6;

    byte[] bytes = new byte[8192];
    int length;

    /** Forgets what was written. */
    public final void reset() {
        length = 0;
    }

    public final int length() {
        return length;
    }

    /** The memory itself; what is behind {@link #length} is old. */
    public final byte[] bytes() {
        return bytes;
    }

    /** What was written, in memory of its own. */
    public final byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    final void put(char sign) {
        room(1);
        bytes[length++] = (byte) sign;
    }

    final void raw(byte[] piece) {
        room(piece.length);
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
    }

    final void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** @param least digits, with zeros before the number */
    final void digits(long value, int least) {
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        count = Math.max(count, least);
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /** Writes two digits at a distance from the end. */
    final void two(int at, int number) {
        bytes[length + at] = (byte) ('0' + number / 10);
        bytes[length + at + 1] = (byte) ('0' + number % 10);
    }

    final void escaped(String value) {
        put('"');
        for (int at = 0; at < value.length(); ) {
            int each = value.codePointAt(at);
            room(LONGEST_ESCAPE);
            if (each < 0x80) {
                ascii((char) each);
            } else if (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException("A text with an unpaired surrogate cannot be sent");
            } else {
                raw(Character.toString(each).getBytes(UTF_8));
            }
            at += Character.charCount(each);
        }
        put('"');
    }

    private void ascii(char sign) {
        int letter = switch (sign) {
            case '"', '\\' -> sign;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
        if (letter != 0) {
            put('\\');
            put((char) letter);
        } else if (sign < ' ') {
            raw(new byte[] {'\\', 'u', '0', '0', HEX[sign >> 4], HEX[sign & 0xF]});
        } else {
            put(sign);
        }
    }
}
