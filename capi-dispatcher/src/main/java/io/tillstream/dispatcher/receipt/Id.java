package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** An id of any form in 128 bits: a UUID's own bits, else the first 128 bits of its SHA-256. Never all zero. */
record Id(long high, long low) {

    private static final int UUID_LENGTH = 36;

    static Id of(String text) {
        Id id = text.length() == UUID_LENGTH ? uuid(text) : hash(text);
        return id.high == 0 && id.low == 0 ? hash(text) : id;
    }

    /** The UUID's bits, only if it is in lower case: to Meta, two spellings of one UUID are two ids. */
    private static Id uuid(String text) {
        long high = 0;
        long low = 0;
        for (int at = 0; at < UUID_LENGTH; at++) {
            char character = text.charAt(at);
            if (at == 8 || at == 13 || at == 18 || at == 23) {
                if (character != '-') {
                    return hash(text);
                }
            } else {
                int digit = character >= '0' && character <= '9'
                        ? character - '0'
                        : character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
                if (digit < 0) {
                    return hash(text);
                }
                if (at < 18) {
                    high = high << 4 | digit;
                } else {
                    low = low << 4 | digit;
                }
            }
        }
        return new Id(high, low);
    }

    private static Id hash(String text) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
            return new Id(digest.getLong() | 1, digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
