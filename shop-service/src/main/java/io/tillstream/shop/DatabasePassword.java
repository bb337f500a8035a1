package io.tillstream.shop;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import io.tillstream.platform.secret.SecretFiles;
import org.springframework.stereotype.Component;

/** The user and the password for new connections of the pool. A new password in the file is used without a restart. */
@Component
class DatabasePassword implements HikariCredentialsProvider {

    private volatile Credentials now;

    DatabasePassword(DatabaseSettings settings, SecretFiles files) {
        this.now = new Credentials(settings.address().user(), settings.secret());
        files.watch("DATABASE_PASSWORD", password -> now = new Credentials(now.getUsername(), password));
        files.watch("DATABASE_URL", url -> {
            DatabaseUrl address = DatabaseUrl.parse(url);
            // Without a password in the address, it is the one of DATABASE_PASSWORD.
            now = new Credentials(address.user(), address.password() == null ? now.getPassword() : address.password());
        });
    }

    @Override
    public Credentials getCredentials() {
        return now;
    }
}
