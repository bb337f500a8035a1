package io.tillstream.shop;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Gives {@code DATABASE_URL} to JDBC, which takes user and password apart from the address. */
@Component
class DatabaseConnection implements JdbcConnectionDetails {

    private final URI url;

    DatabaseConnection(DatabaseSettings settings) {
        this.url = URI.create(settings.url());
    }

    @Override
    public String getJdbcUrl() {
        String host = url.getRawAuthority().substring(url.getRawAuthority().indexOf('@') + 1);
        return "jdbc:postgresql://" + host + url.getPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    @Override
    public String getUsername() {
        return url.getUserInfo().split(":", 2)[0];
    }

    @Override
    public @Nullable String getPassword() {
        String[] parts = url.getUserInfo().split(":", 2);
        return parts.length < 2 ? null : parts[1];
    }
}
