package io.tillstream.backing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A Kafka broker and a PostgreSQL server for tests. They start at the first use and run until the JVM ends. They run in
 * containers if a container engine is available, else embedded; the log shows which.
 */
public final class Backing {

    private static final Logger log = LoggerFactory.getLogger(Backing.class);
    private static final boolean CONTAINERS = !Boolean.getBoolean("backing.embedded") && engine();

    private Backing() {}

    private static boolean engine() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (NoClassDefFoundError e) {
            // The module that runs has no Testcontainers.
            return false;
        }
    }

    /** Bootstrap servers of the broker. */
    public static String kafka() {
        return Kafka.SERVERS;
    }

    /** Address of a separate empty database, in the form of {@code DATABASE_URL}. */
    public static String postgres() {
        return Postgres.URL;
    }

    /** Whether they run in containers. */
    static boolean inContainers() {
        return CONTAINERS;
    }

    static void logStart(String what) {
        log.atInfo().addKeyValue("with", CONTAINERS ? "container" : "embedded").log("{} for the tests", what);
    }

    private static final class Kafka {

        static final String SERVERS = start();

        @SuppressWarnings("resource") // until the JVM ends
        private static String start() {
            logStart("Kafka");
            if (CONTAINERS) {
                KafkaContainer container =
                        new KafkaContainer("apache/kafka:4.2.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
                container.start();
                Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
                return container.getBootstrapServers();
            }
            try {
                Path folder = Files.createTempDirectory("broker");
                int port = freePort();
                var broker = Broker.start(folder, port, freePort());
                Runtime.getRuntime().addShutdownHook(new Thread(broker::shutdown));
                return "localhost:" + port;
            } catch (Exception e) {
                throw new IllegalStateException("The embedded broker did not start", e);
            }
        }
    }

    private static final class Postgres {

        static final String URL = start();

        @SuppressWarnings("resource") // until the JVM ends
        private static String start() {
            logStart("PostgreSQL");
            if (CONTAINERS) {
                PostgreSQLContainer container = new PostgreSQLContainer("postgres:17");
                container.start();
                Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
                return "postgresql://" + container.getUsername() + ":" + container.getPassword() + "@"
                        + container.getHost() + ":" + container.getMappedPort(5432) + "/" + container.getDatabaseName();
            }
            try {
                EmbeddedPostgres embedded = EmbeddedPostgres.start();
                return "postgresql://postgres:postgres@localhost:" + embedded.getPort() + "/postgres";
            } catch (IOException e) {
                throw new IllegalStateException("The embedded PostgreSQL did not start", e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
