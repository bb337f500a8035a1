package io.tillstream.benchmarks.contender;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Opens seals (compact JWE, dir, A256GCM) of one key. Not thread-safe. */
final class Opening {

    private static final ObjectReader JSON = new JsonMapper().readerFor(Customer.class);
    private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();
    private static final int TAG_BYTES = 16;

    private final SecretKey key;
    private final Cipher cipher;
    private byte[] sealed = new byte[1024];
    private byte[] content = new byte[1024];

    Opening(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM", e);
        }
    }

    /** The customer as an object. */
    Customer of(String jwe) throws GeneralSecurityException {
        byte[] seal = jwe.getBytes(US_ASCII);
        return JSON.readValue(content, 0, open(seal, 0, seal.length));
    }

    /** What the last seal contained; only its first bytes. */
    byte[] content() {
        return content;
    }

    /**
     * Opens the seal that is a part of a message.
     *
     * @return length of its {@link #content}
     */
    int open(byte[] message, int from, int to) throws GeneralSecurityException {
        int header = point(message, from);
        int nonce = header + 2;
        int text = point(message, nonce) + 1;
        int tag = point(message, text) + 1;
        cipher.init(
                Cipher.DECRYPT_MODE,
                key,
                new GCMParameterSpec(
                        TAG_BYTES * Byte.SIZE, BASE64URL.decode(Arrays.copyOfRange(message, nonce, text - 1))));
        cipher.updateAAD(message, from, header - from);
        ByteBuffer textBytes = decoded(message, text, tag - 1);
        int length = textBytes.remaining();
        if (sealed.length < length + TAG_BYTES) {
            sealed = new byte[2 * (length + TAG_BYTES)];
            content = new byte[sealed.length];
        }
        textBytes.get(sealed, 0, length);
        decoded(message, tag, to).get(sealed, length, TAG_BYTES);
        return cipher.doFinal(sealed, 0, length + TAG_BYTES, content, 0);
    }

    private static int point(byte[] message, int from) {
        int at = from;
        while (message[at] != '.') {
            at++;
        }
        return at;
    }

    private static ByteBuffer decoded(byte[] message, int from, int to) {
        return BASE64URL.decode(ByteBuffer.wrap(message, from, to - from));
    }
}
