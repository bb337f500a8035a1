package io.tillstream.dispatcher.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash as Meta takes it. Only this package makes one, out of a normalised value, so nothing that holds one can give
 * the raw value away.
 */
public final class Sha256 {

    /** Reset by each digest; looking one up costs as much as a short hash. */
    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(Sha256::digest);

    private final String hex;

    private Sha256(String hex) {
        this.hex = hex;
    }

    /** @param normalised not empty, as an empty value's hash would match every other shop's mistake */
    static Sha256 of(String normalised) {
        if (normalised.isEmpty()) {
            throw new IllegalArgumentException("An empty value is left out, not hashed");
        }
        return new Sha256(HexFormat.of().formatHex(DIGESTS.get().digest(normalised.getBytes(UTF_8))));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Whether a shop has hashed a value itself: 64 hexadecimal digits in lower case and nothing else. */
    static boolean isOne(String value) {
        if (value.length() != 64) {
            return false;
        }
        for (int at = 0; at < 64; at++) {
            char c = value.charAt(at);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** @param hash {@linkplain #isOne is one} */
    static Sha256 hashedBefore(String hash) {
        if (!isOne(hash)) {
            throw new IllegalArgumentException("Not 64 hexadecimal digits in lower case");
        }
        return new Sha256(hash);
    }

    /** 64 hexadecimal digits in lower case. */
    public String hex() {
        return hex;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 hash && hash.hex.equals(hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }
}
