package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** An id of any form in 128 bits: a UUID's own, else the first of its SHA-256. Never two zeros. */
record Id(long high, long low) {

    private static final int UUID_LENGTH = 36;

    static Id of(String text) {
        Id id = text.length() == UUID_LENGTH ? uuid(text) : hash(text);
        return id.high == 0 && id.low == 0 ? hash(text) : id;
    }

    /** Its own bits if it is a UUID in lower case; two spellings of one UUID are two ids to Meta. */
    private static Id uuid(String text) {
        long high = 0;
        long low = 0;
        for (int at = 0; at < UUID_LENGTH; at++) {
            char letter = text.charAt(at);
            if (at == 8 || at == 13 || at == 18 || at == 23) {
                if (letter != '-') {
                    return hash(text);
                }
            } else {
                int digit = letter >= '0' && letter <= '9'
                        ? letter - '0'
                        : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
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
