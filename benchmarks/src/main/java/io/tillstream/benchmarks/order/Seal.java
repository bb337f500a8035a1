package io.tillstream.benchmarks.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals customers as the shop does: compact JWE, dir, A256GCM. Each run has a new key. */
public final class Seal {

    private static final String KEY_ID = "benchmark";
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = BASE64URL.encodeToString(
            ("{\"kid\":\"" + KEY_ID + "\",\"enc\":\"A256GCM\",\"alg\":\"dir\"}").getBytes(US_ASCII));

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = new byte[32];

    public Seal() {
        random.nextBytes(key);
    }

    /** In the form of {@code CUSTOMER_DATA_KEYS}. */
    public String keys() {
        return KEY_ID + ":" + Base64.getEncoder().encodeToString(key);
    }

    String over(String customer) {
        try {
            byte[] iv = new byte[12];
            random.nextBytes(iv);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(HEADER.getBytes(US_ASCII));
            byte[] sealed = cipher.doFinal(customer.getBytes(UTF_8));
            byte[] text = java.util.Arrays.copyOf(sealed, sealed.length - 16);
            byte[] tag = java.util.Arrays.copyOfRange(sealed, text.length, sealed.length);
            return HEADER + ".." + BASE64URL.encodeToString(iv) + "." + BASE64URL.encodeToString(text) + "."
                    + BASE64URL.encodeToString(tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM", e);
        }
    }
}
