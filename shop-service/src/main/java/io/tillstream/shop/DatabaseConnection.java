package io.tillstream.shop;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

/** Reads {@code DATABASE_URL} as hosting services write it: {@code postgresql://user:password@host:5432/database}. */
@Configuration(proxyBeanMethods = false)
class DatabaseConnection {

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(@Value("${shop.database-url}") String url) {
        return parse(url);
    }

    /** @throws IllegalArgumentException when the address is missing or of another form; the message holds no password */
    static Details parse(String url) {
        String form = " It has the form postgresql://user:password@host:5432/database";
        Assert.hasText(url, "DATABASE_URL is missing." + form);
        Assert.isTrue(url.matches("postgres(ql)?://[^@\\s]+@[^@/\\s]+/\\S+"), "DATABASE_URL is malformed." + form);
        URI uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Details(
                "jdbc:postgresql://"
                        + uri.getAuthority().substring(uri.getAuthority().indexOf('@') + 1) + uri.getPath() + query,
                user[0],
                user.length > 1 ? user[1] : null);
    }

    record Details(
            String jdbcUrl, String username, @Nullable String password) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return jdbcUrl;
        }

        @Override
        public String getUsername() {
            return username;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }

        @Override
        public String toString() {
            return "Details[" + jdbcUrl + "]";
        }
    }
}
