package io.tillstream.benchmarks.contender;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;

/** The body of a request, in memory that is used again. */
final class Body {

    private byte[] bytes = new byte[1 << 21];
    private int length;

    void clear() {
        length = 0;
    }

    void put(byte[] piece) {
        put(piece, 0, piece.length);
    }

    void put(byte[] source, int from, int to) {
        int more = to - from;
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
        System.arraycopy(source, from, bytes, length, more);
        length += more;
    }

    /** @param number not negative */
    void put(long number) {
        byte[] digits = new byte[19];
        int at = digits.length;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        put(digits, at, digits.length);
    }

    /** Takes back the last byte. */
    void dropLast() {
        length--;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** Valid until the body is changed. */
    BodyPublisher publisher() {
        return BodyPublishers.ofByteArray(bytes, 0, length);
    }
}
