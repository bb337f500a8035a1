package io.tillstream.benchmarks.contender;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hashes of trimmed texts in lower case, as hexadecimal digits. Not thread-safe. */
final class Hashes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /** A power of two. */
    private static final int SLOTS = 2048;

    private final MessageDigest sha256;
    private final byte[] lower = new byte[512];
    private final byte[] digest = new byte[32];
    private final byte[] digits = new byte[64];
    private final @Nullable Known[] known = new Known[SLOTS];

    private record Known(byte[] text, byte[] digits) {}

    Hashes() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Writes the hash of a text that hardly comes again. */
    void rare(byte[] text, int from, int to, Body body) throws DigestException {
        hash(text, from, to);
        body.put(digits);
    }

    /** Writes the hash of a text that many customers share: it is remembered, as in the dispatcher. */
    void frequent(byte[] text, int from, int to, Body body) throws DigestException {
        int mixed = 0;
        for (int at = from; at < to; at++) {
            mixed = 31 * mixed + text[at];
        }
        int slot = ((mixed * 0x9E3779B9) >>> 16) & (SLOTS - 1);
        Known found = known[slot];
        if (found == null || !Arrays.equals(found.text, 0, found.text.length, text, from, to)) {
            hash(text, from, to);
            found = new Known(Arrays.copyOfRange(text, from, to), digits.clone());
            known[slot] = found;
        }
        body.put(found.digits);
    }

    private void hash(byte[] text, int from, int to) throws DigestException {
        if (ascii(text, from, to)) {
            sha256.update(lower, 0, to - from);
        } else {
            sha256.update(new String(text, from, to - from, UTF_8)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .getBytes(UTF_8));
        }
        sha256.digest(digest, 0, digest.length);
        for (int at = 0; at < digest.length; at++) {
            digits[2 * at] = HEX[digest[at] >> 4 & 0xF];
            digits[2 * at + 1] = HEX[digest[at] & 0xF];
        }
    }

    /** Makes {@link #lower}; false when the text takes more than that. */
    private boolean ascii(byte[] text, int from, int to) {
        int length = to - from;
        if (length == 0 || length > lower.length || text[from] <= ' ' || text[to - 1] <= ' ') {
            return false;
        }
        for (int at = 0; at < length; at++) {
            byte letter = text[from + at];
            if (letter < 0) {
                return false;
            }
            lower[at] = letter >= 'A' && letter <= 'Z' ? (byte) (letter + 'a' - 'A') : letter;
        }
        return true;
    }
}
