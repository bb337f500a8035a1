package io.tillstream.dispatcher.access;

import io.tillstream.platform.secret.RandomPassword;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The password of a dispatcher for which nobody is set up. Whoever can read its log may operate it. */
final class PrintedPassword {

    static final String NAME = "operator";

    private static final Logger log = LoggerFactory.getLogger(PrintedPassword.class);

    private PrintedPassword() {}

    /** A new password, printed in the log. */
    static String print() {
        String password = RandomPassword.make();
        // In the text only: a field of its own would be indexed, and could be copied to traces.
        log.warn(
                "Nobody is set up to sign in. Until the next start of this dispatcher the name {} has the password {}"
                        + " here. Set CONSOLE_OPERATORS to choose names and passwords that stay",
                NAME,
                password);
        return password;
    }
}
