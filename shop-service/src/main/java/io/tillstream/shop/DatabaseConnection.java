package io.tillstream.shop;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to the database of {@code DATABASE_URL}, with time-outs. */
@Configuration(proxyBeanMethods = false)
class DatabaseConnection {

    /** Long, because a migration may change a large table in one statement. */
    private static final Duration MIGRATION = Duration.ofHours(1);

    @Bean
    JdbcConnectionDetails queries(DatabaseSettings settings) {
        return new Queries(settings);
    }

    @Bean
    FlywayConnectionDetails migrations(DatabaseSettings settings) {
        return new Migrations(settings);
    }

    /** Migrations do not use the pool, so no statement of theirs is cancelled. */
    @Bean
    static BeanPostProcessor statementTimeouts(
            ObjectProvider<DatabaseSettings> settings, ObjectProvider<DatabasePassword> password) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.setConnectionInitSql("set statement_timeout = "
                            + settings.getObject().statementTimeout().toMillis());
                    pool.setCredentialsProvider(password.getObject());
                }
                return bean;
            }
        };
    }

    private record Queries(DatabaseSettings settings) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return settings.address().jdbc(settings.connectTimeout(), settings.socketTimeout());
        }

        @Override
        public String getUsername() {
            return settings.address().user();
        }

        @Override
        public @Nullable String getPassword() {
            return settings.secret();
        }
    }

    private record Migrations(DatabaseSettings settings) implements FlywayConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return settings.address().jdbc(settings.connectTimeout(), MIGRATION);
        }

        @Override
        public String getUsername() {
            return settings.address().user();
        }

        @Override
        public @Nullable String getPassword() {
            return settings.secret();
        }
    }
}
