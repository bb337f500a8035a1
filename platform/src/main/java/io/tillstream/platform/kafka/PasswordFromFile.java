package io.tillstream.platform.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/** Reads the password for Kafka from its file whenever a client connects, so that a new one needs no restart. */
public final class PasswordFromFile implements AuthenticateCallbackHandler {

    static final String USERNAME = "username";
    static final String FILE = "passwordFile";

    private String username = "";
    private Path file = Path.of("");

    /** For Kafka's clients. */
    public PasswordFromFile() {}

    @Override
    public void configure(Map<String, ?> configuration, String mechanism, List<AppConfigurationEntry> entries) {
        Map<String, ?> options = entries.getFirst().getOptions();
        username = String.valueOf(options.get(USERNAME));
        file = Path.of(String.valueOf(options.get(FILE)));
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(username);
            } else if (callback instanceof PasswordCallback password) {
                password.setPassword(read(file).toCharArray());
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    /** Without the line break at the end, which editors add. */
    static String read(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("KAFKA_SASL_PASSWORD_FILE cannot be read: " + file, e);
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
