package io.tillstream.dispatcher.matching;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.json.JsonOut;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A hash in the form that Meta takes. Only this package creates one, from a normalised value, so that its users cannot reveal
 * the raw value.
 */
public final class Sha256 {

    /** Hexadecimal digits of a hash. */
    public static final int DIGITS = 64;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /** Reused, as each digest resets it, and as creating one costs as much as a short hash. */
    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(Sha256::digest);

    /** Digits in ASCII; never changed. */
    private final byte[] hex;

    private Sha256(byte[] hex) {
        this.hex = hex;
    }

    /** @param normalised not empty: Meta would match all customers with the hash of an empty value */
    static Sha256 of(String normalised) {
        if (normalised.isEmpty()) {
            throw new IllegalArgumentException("An empty value is left out, not hashed");
        }
        byte[] hash = DIGESTS.get().digest(normalised.getBytes(UTF_8));
        byte[] hex = new byte[DIGITS];
        for (int at = 0; at < hash.length; at++) {
            hex[2 * at] = HEX[hash[at] >> 4 & 0xF];
            hex[2 * at + 1] = HEX[hash[at] & 0xF];
        }
        return new Sha256(hex);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /**
     * A value that a shop has hashed itself: 64 hexadecimal digits in upper or lower case, with or without surrounding blanks,
     * as Meta's parameter builder recognises a hash (its SHA_256_OR_MD5_REGEX). Every other value is not a hash, also a UUID
     * without dashes and a city of 32 letters, which Meta's SDKs take for hashes.
     *
     * @return null when it is not a hash
     */
    static @Nullable Sha256 readyMade(String value) {
        if (value.length() < DIGITS) {
            return null;
        }
        String hash = value.strip();
        if (hash.length() != DIGITS) {
            return null;
        }
        for (int at = 0; at < DIGITS; at++) {
            if (!HexFormat.isHexDigit(hash.charAt(at))) {
                return null;
            }
        }
        return new Sha256(hash.toLowerCase(Locale.ROOT).getBytes(US_ASCII));
    }

    /** 64 hexadecimal digits in lower case. */
    public String hex() {
        return new String(hex, US_ASCII);
    }

    /** Writes the digits as a text. */
    public void write(JsonOut json) {
        json.plainText(hex);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 hash && Arrays.equals(hash.hex, hex);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hex);
    }

    @Override
    public String toString() {
        return hex();
    }
}
