package io.tillstream.shop.owner;

import io.tillstream.platform.secret.RandomPassword;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The password of a shop for which no owner is set up. Whoever can read its log may act as the owner. */
final class PrintedPassword {

    static final String NAME = "owner";

    private static final Logger log = LoggerFactory.getLogger(PrintedPassword.class);

    private PrintedPassword() {}

    /** A new password, printed in the log. */
    static String print() {
        String password = RandomPassword.make();
        // In the text only: a field of its own would be indexed, and could be copied to traces.
        log.warn(
                "No owner is set up. Until the next start of this shop the name {} has the password {} on its management"
                        + " port. Set SHOP_OWNERS to choose names and passwords that stay",
                NAME,
                password);
        return password;
    }
}
