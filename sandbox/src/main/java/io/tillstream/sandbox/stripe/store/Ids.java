package io.tillstream.sandbox.stripe.store;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Ids in Stripe's form: a prefix for the kind, then random letters and digits. */
public final class Ids {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int LENGTH = 24;
    private static final int SESSION_LENGTH = 58;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** @param prefix with the underscore, such as {@code pi_} */
    public static String make(String prefix) {
        return random(prefix, LENGTH);
    }

    public static String session() {
        return random("cs_test_", SESSION_LENGTH);
    }

    private static String random(String prefix, int length) {
        return RANDOM.ints(length, 0, LETTERS.length())
                .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                .collect(Collectors.joining("", prefix, ""));
    }
}
