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
        String user = settings.address().user();
        this.now = new Credentials(user, settings.secret());
        files.watch("DATABASE_PASSWORD", password -> now = new Credentials(user, password));
        files.watch("DATABASE_URL", url -> {
            DatabaseUrl address = DatabaseUrl.parse(url);
            now = new Credentials(address.user(), address.password());
        });
    }

    @Override
    public Credentials getCredentials() {
        return now;
    }
}
