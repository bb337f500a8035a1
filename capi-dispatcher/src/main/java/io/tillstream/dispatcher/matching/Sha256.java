package io.tillstream.dispatcher.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A hash as Meta takes it. Only this package makes one, out of a normalised value, so nothing that holds one can give
 * the raw value away.
 */
public final class Sha256 {

    /** Reset by each digest; looking one up costs as much as a short hash. */
    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(Sha256::digest);

    private static final int DIGITS = 64;

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

    /**
     * What a shop has hashed itself: 64 hexadecimal digits, in either case and with or without blanks around them, as
     * Meta's own parameter builder tells a hash (its SHA_256_OR_MD5_REGEX). Everything else is a value to be hashed: a
     * UUID without dashes and a city of 32 letters, which Meta's SDKs take for hashes, are none.
     *
     * @return null when it is none
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
        return new Sha256(hash.toLowerCase(Locale.ROOT));
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
