package io.tillstream.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tillstream.backing.Certificates;
import io.tillstream.platform.secret.SecretFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that lets the user shop in with TLS and a password only. */
class DatabaseConnectionIT {

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres server;

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    @EnableConfigurationProperties(DatabaseSettings.class)
    @Import({DatabaseConnection.class, DatabasePassword.class, SecretFiles.class})
    static class Database {}

    @BeforeAll
    static void start() throws Exception {
        Certificates.make(folder);
        Path key = folder.resolve("broker.key.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        // The server may run as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig(
                        "ssl_cert_file", folder.resolve("broker.crt.pem").toString())
                .setServerConfig("ssl_key_file", key.toString())
                .start();
        administer("create role shop login password 'first'");
        administer("copy (values ('hostssl all shop all scram-sha-256'), ('host all shop all reject'),"
                + " ('host all all all trust'), ('local all all trust')) to '" + setting("hba_file") + "'");
        administer("select pg_reload_conf()");
    }

    private static void administer(String sql) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String setting(String name) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void a_shop_verifies_the_database_and_a_new_password_in_the_file_needs_no_restart() throws Exception {
        administer("alter role shop password 'first'");
        Path password = Files.writeString(folder.resolve("password"), "first\n");
        try (ConfigurableApplicationContext database =
                database(verified("trusted.pem"), Map.of("DATABASE_PASSWORD_FILE", password.toString()))) {
            assertThat(query(database, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                    .isEqualTo(true);
            assertThat(query(database, "show statement_timeout")).isEqualTo("15s");

            administer("alter role shop password 'second'");
            Files.writeString(password, "second\n");
            database.getBean(SecretFiles.class).look();
            database.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();

            assertThat(query(database, "select 1")).isEqualTo(1);
            assertThat(database.getBean(HikariDataSource.class)
                            .getHikariPoolMXBean()
                            .getTotalConnections())
                    .isPositive();
        }
    }

    @Test
    void a_database_with_another_certificate_is_not_trusted() {
        assertThatThrownBy(() ->
                        query(database(verified("client.crt.pem"), Map.of("DATABASE_PASSWORD", "any")), "select 1"))
                .hasStackTraceContaining("PKIX path");
    }

    @Test
    void the_database_cancels_a_statement_that_takes_too_long() throws Exception {
        administer("alter role shop password 'first'");
        try (ConfigurableApplicationContext database = database(
                verified("trusted.pem"),
                Map.of("DATABASE_PASSWORD", "first", "shop.database.statement-timeout", "1s"))) {
            assertThatThrownBy(() -> query(database, "select pg_sleep(10)")).isInstanceOf(QueryTimeoutException.class);
        }
    }

    private static String verified(String certificates) {
        return "postgresql://shop@localhost:" + server.getPort() + "/postgres?sslmode=verify-full&sslrootcert="
                + folder.resolve(certificates);
    }

    private static Object query(ConfigurableApplicationContext database, String sql) {
        return database.getBean(JdbcClient.class).sql(sql).query().singleValue();
    }

    private static ConfigurableApplicationContext database(String url, Map<String, String> more) {
        Map<String, Object> environment = new HashMap<>(more);
        environment.put("DATABASE_URL", url);
        return new SpringApplicationBuilder(Database.class)
                .web(WebApplicationType.NONE)
                .properties(environment)
                .run(List.of(
                                "--spring.datasource.hikari.connection-timeout=3000",
                                "--spring.datasource.hikari.initialization-fail-timeout=-1")
                        .toArray(String[]::new));
    }
}
