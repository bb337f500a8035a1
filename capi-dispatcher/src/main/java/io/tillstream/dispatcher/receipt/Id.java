package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** An id of any form in 128 bits: a UUID's own, else the first of its SHA-256. Never two zeros. */
record Id(long high, long low) {

    private static final int UUID_LENGTH = 36;

    static Id of(String text) {
        Id id = text.length() == UUID_LENGTH ? uuid(text) : hash(text);
        return id.high == 0 && id.low == 0 ? hash(text) : id;
    }

    private static Id uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            // UUID takes upper case too, but two spellings are two ids to Meta.
            return uuid.toString().equals(text)
                    ? new Id(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits())
                    : hash(text);
        } catch (IllegalArgumentException e) {
            return hash(text);
        }
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
