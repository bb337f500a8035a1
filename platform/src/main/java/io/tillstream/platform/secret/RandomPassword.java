package io.tillstream.platform.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that nobody chose. */
public final class RandomPassword {

    /** 24 characters in base64. */
    private static final int BYTES = 18;

    private RandomPassword() {}

    /** A new password of 24 letters, digits, hyphens and underscores. */
    public static String make() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
