package io.tillstream.shop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * @param url              in the format of hosting services: {@code postgresql://user:password@host:5432/database}
 * @param password         the password, where the address has none; null when the address has it
 * @param connectTimeout   how long a connection may take
 * @param statementTimeout after which the database cancels a statement; migrations may take longer
 * @param socketTimeout    after which a statement fails because the database has vanished; longer than the former
 */
@ConfigurationProperties("shop.database")
record DatabaseSettings(
        String url,
        @Nullable String password,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration statementTimeout,
        @DefaultValue("20s") Duration socketTimeout) {

    DatabaseSettings {
        Assert.hasText(
                url,
                "DATABASE_URL is missing. It has the form postgresql://user:password@host:5432/database?sslmode=...");
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        password = StringUtils.hasText(password) ? password : null;
        Assert.isTrue(
                password == null || parsed.password() == null,
                "DATABASE_PASSWORD is set, and DATABASE_URL has a password too. Remove one of them");
        Assert.isTrue(
                connectTimeout.toSeconds() >= 1 && statementTimeout.toMillis() >= 1,
                "shop.database.connect-timeout must be 1s or more, and shop.database.statement-timeout longer than zero");
        Assert.isTrue(
                socketTimeout.compareTo(statementTimeout) > 0,
                "shop.database.socket-timeout is " + socketTimeout + ", and shop.database.statement-timeout is "
                        + statementTimeout
                        + "; the former must be longer, so that the database cancels a statement first");
    }

    DatabaseUrl address() {
        return DatabaseUrl.parse(url);
    }

    /** From {@code DATABASE_PASSWORD}, else from the address; null for none. */
    @Nullable
    String secret() {
        return password == null ? address().password() : password;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + address() + "]";
    }
}
