package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;

/** A customer's seal as it came. It is a part of the message's bytes, which never change. */
public final class SealedCustomer {

    final byte[] bytes;
    final int from;
    final int to;

    SealedCustomer(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    @JsonCreator
    public static SealedCustomer of(String jwe) {
        byte[] bytes = jwe.getBytes(UTF_8);
        return new SealedCustomer(bytes, 0, bytes.length);
    }

    boolean isBlank() {
        // Only a text that begins with white space, or with a letter beyond ASCII, can be blank.
        return to == from || (bytes[from] <= ' ' && text().isBlank());
    }

    /** Index of the first point from here on; the seal's end when there is none. */
    int point(int start) {
        int at = start;
        while (at < to && bytes[at] != '.') {
            at++;
        }
        return at;
    }

    /** Index of the last point; one less than that of the first byte when there is none. */
    int lastPoint() {
        int at = to - 1;
        while (at >= from && bytes[at] != '.') {
            at--;
        }
        return at;
    }

    private String text() {
        return new String(bytes, from, to - from, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedCustomer seal && Arrays.equals(bytes, from, to, seal.bytes, seal.from, seal.to);
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return "SealedCustomer[" + (to - from) + " bytes]";
    }
}
