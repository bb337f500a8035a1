package io.tillstream.shop;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Splits {@code DATABASE_URL} for JDBC, which takes user and password separately. */
@Configuration(proxyBeanMethods = false)
class DatabaseConnection {

    /** A query fails after this time if the database has vanished without closing the connection. */
    private static final Duration QUERY = Duration.ofSeconds(20);

    /** Longer, because a migration may change a large table in one statement. */
    private static final Duration MIGRATION = Duration.ofHours(1);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    @Bean
    JdbcConnectionDetails queries(DatabaseSettings settings) {
        return new Queries(new Database(URI.create(settings.url())));
    }

    @Bean
    FlywayConnectionDetails migrations(DatabaseSettings settings) {
        return new Migrations(new Database(URI.create(settings.url())));
    }

    private record Queries(Database database) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return database.jdbcUrl(QUERY);
        }

        @Override
        public String getUsername() {
            return database.user();
        }

        @Override
        public @Nullable String getPassword() {
            return database.password();
        }
    }

    private record Migrations(Database database) implements FlywayConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return database.jdbcUrl(MIGRATION);
        }

        @Override
        public String getUsername() {
            return database.user();
        }

        @Override
        public @Nullable String getPassword() {
            return database.password();
        }
    }

    private record Database(URI url) {

        /** The driver uses the last of repeated parameters, so those of DATABASE_URL win. */
        String jdbcUrl(Duration answer) {
            String host = url.getRawAuthority().substring(url.getRawAuthority().indexOf('@') + 1);
            return "jdbc:postgresql://" + host + url.getPath()
                    + "?connectTimeout=" + CONNECT.toSeconds() + "&socketTimeout=" + answer.toSeconds()
                    + "&tcpKeepAlive=true"
                    + (url.getRawQuery() == null ? "" : "&" + url.getRawQuery());
        }

        String user() {
            return url.getUserInfo().split(":", 2)[0];
        }

        @Nullable
        String password() {
            String[] parts = url.getUserInfo().split(":", 2);
            return parts.length < 2 ? null : parts[1];
        }

        /** Without the password, so that it may be logged. */
        @Override
        public String toString() {
            return "Database[]";
        }
    }
}
