package io.tillstream.benchmarks.contender;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

    private final SecretKey key;
    private final Cipher cipher;

    Opening(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM", e);
        }
    }

    Customer of(String jwe) throws GeneralSecurityException {
        byte[] seal = jwe.getBytes(US_ASCII);
        int header = jwe.indexOf('.');
        int iv = header + 2;
        int sealed = jwe.indexOf('.', iv) + 1;
        int tag = jwe.indexOf('.', sealed) + 1;
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, decode(seal, iv, sealed - 1)));
        cipher.updateAAD(seal, 0, header);
        byte[] text = decode(seal, sealed, tag - 1);
        byte[] textAndTag = Arrays.copyOf(text, text.length + 16);
        System.arraycopy(decode(seal, tag, seal.length), 0, textAndTag, text.length, 16);
        return JSON.readValue(cipher.doFinal(textAndTag));
    }

    private static byte[] decode(byte[] text, int from, int to) {
        return BASE64URL.decode(Arrays.copyOfRange(text, from, to));
    }
}
