package io.tillstream.backing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker with locks, in a container as {@link Backing} or in this process: clients use SASL_SSL (SCRAM-SHA-512, PLAIN or OAUTHBEARER) or SSL with a certificate of
 * their own, and may do only what an ACL allows. A user's password is the name with {@value #SUFFIX}.
 */
public final class LockedBroker implements AutoCloseable {

    private static final String SUFFIX = "'s \"secret\" \\ password";

    private final Path folder;
    private final Runnable stop;
    private final int port;
    private final int sslPort;
    private final int openPort;

    private LockedBroker(Path folder, Runnable stop, int port, int sslPort, int openPort) {
        this.folder = folder;
        this.stop = stop;
        this.port = port;
        this.sslPort = sslPort;
        this.openPort = openPort;
    }

    /**
     * @param folder for data and certificates
     * @param users  who may sign in
     */
    public static LockedBroker start(Path folder, Collection<String> users) throws Exception {
        Certificates.make(folder);
        Path data = folder.resolve("data").toAbsolutePath();
        int openPort = freePort();
        int controllerPort = freePort();
        int port = freePort();
        int sslPort = freePort();
        Properties config = Broker.config(data, openPort, controllerPort, Map.of());
        config.put(
                "listeners", config.get("listeners") + ",SASL_SSL://localhost:" + port + ",SSL://localhost:" + sslPort);
        config.put(
                "advertised.listeners",
                config.get("advertised.listeners") + ",SASL_SSL://localhost:" + port + ",SSL://localhost:" + sslPort);
        config.put(
                "listener.security.protocol.map",
                config.get("listener.security.protocol.map") + ",SASL_SSL:SASL_SSL,SSL:SSL");
        config.put("inter.broker.listener.name", "PLAINTEXT");
        config.put("ssl.keystore.type", "PKCS12");
        config.put("ssl.keystore.location", Certificates.keyStore(folder, "broker"));
        config.put("ssl.keystore.password", Certificates.PASSWORD);
        config.put("ssl.truststore.type", "PEM");
        config.put("ssl.truststore.location", Certificates.trusted(folder).toString());
        config.put("listener.name.ssl.ssl.client.auth", "required");
        config.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN,OAUTHBEARER");
        config.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        config.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + users.stream()
                                .map(user -> " user_" + user + "=" + quoted(password(user)))
                                .collect(Collectors.joining())
                        + ";");
        String tokens = "listener.name.sasl_ssl.oauthbearer.";
        config.put(
                tokens + "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        config.put(
                tokens + "sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        config.put(tokens + "sasl.oauthbearer.jwks.endpoint.url", Tokens.keys(folder));
        config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The broker itself, and the tests' administrator.
        config.put("super.users", "User:ANONYMOUS");
        LockedBroker broker =
                new LockedBroker(folder, run(folder.toAbsolutePath(), data, config), port, sslPort, openPort);
        try (Admin admin = broker.administrator()) {
            admin.alterUserScramCredentials(users.stream()
                            .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password(user)))
                            .toList())
                    .all()
                    .get();
        }
        return broker;
    }

    /** @return stops it */
    private static Runnable run(Path folder, Path data, Properties config) throws Exception {
        Backing.logStart("Kafka with locks");
        // Elsewhere containers have a network of their own, and the broker's addresses would not be reachable.
        if (Backing.inContainers() && System.getProperty("os.name").equals("Linux")) {
            return LockedContainer.start(folder, config);
        }
        KafkaRaftServer server = Broker.start(data, config);
        return () -> {
            server.shutdown();
            server.awaitShutdown();
        };
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public static String password(String user) {
        return user + SUFFIX;
    }

    /** A token with which a user signs in with OAUTHBEARER. */
    public String token(String user) {
        try {
            return Tokens.of(user);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key of this process signs", e);
        }
    }

    /** The variables by which a service signs in with SCRAM. */
    public Map<String, String> environment(String user) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + port);
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("KAFKA_SASL_USERNAME", user);
        environment.put("KAFKA_SASL_PASSWORD", password(user));
        environment.put("KAFKA_SSL_TRUST_CERTIFICATES", trusted().toString());
        return environment;
    }

    /** The variables by which a service shows its certificate; its name at Kafka is {@code CN=client}. */
    public Map<String, String> environmentWithCertificate() {
        return new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:" + sslPort,
                "KAFKA_SECURITY_PROTOCOL", "SSL",
                "KAFKA_SSL_TRUST_CERTIFICATES", trusted().toString(),
                "KAFKA_SSL_CERTIFICATE", folder.resolve("client.crt.pem").toString(),
                "KAFKA_SSL_PRIVATE_KEY", folder.resolve("client.key.pem").toString()));
    }

    /** The settings of a Kafka client that signs in with PLAIN. */
    public Map<String, Object> client(String user) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                "localhost:" + port,
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=" + quoted(user)
                        + " password=" + quoted(password(user)) + ";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted().toString()));
    }

    /** PEM file with the certificates that clients trust. */
    public Path trusted() {
        return Certificates.trusted(folder);
    }

    /** May do everything. The caller closes it. */
    public Admin administrator() {
        return Admin.create(Map.of("bootstrap.servers", unlocked()));
    }

    /** The address of a listener where everybody may do everything. */
    public String unlocked() {
        return "localhost:" + openPort;
    }

    @Override
    public void close() {
        stop.run();
    }
}
