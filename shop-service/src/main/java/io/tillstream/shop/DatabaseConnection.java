package io.tillstream.shop;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives {@code DATABASE_URL} to JDBC, which takes user and password apart from the address. */
@Configuration(proxyBeanMethods = false)
class DatabaseConnection {

    /** A host that is gone without a word is noticed by a query in this time. */
    private static final Duration QUERY = Duration.ofSeconds(20);

    /** The change of a large table is one statement. */
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

        /** Of a parameter that is named twice the driver takes the last: what the settings say. */
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

        /** Says nothing of the password. */
        @Override
        public String toString() {
            return "Database[]";
        }
    }
}
