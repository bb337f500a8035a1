package io.tillstream.shop.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A picture of a product, uploaded by the owner.
 *
 * @param type image/png, image/jpeg or image/webp
 */
public record Picture(String type, byte[] bytes) {

    /** Largest size in bytes. */
    public static final int LARGEST = 2 << 20;

    /** Recognises a picture by its first bytes, not by its name. Empty for any other file, and for one that is too large. */
    public static Optional<Picture> of(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 12), ISO_8859_1);
        String type = start.startsWith("\u0089PNG\r\n")
                ? "image/png"
                : start.startsWith("\u00ff\u00d8\u00ff")
                        ? "image/jpeg"
                        : start.startsWith("RIFF") && start.endsWith("WEBP") ? "image/webp" : "";
        return type.isEmpty() || file.length > LARGEST ? Optional.empty() : Optional.of(new Picture(type, file));
    }

    /** Identifies the content: two different pictures have different digests. */
    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
