package io.tillstream.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tillstream.backing.LockedBroker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** Spring Boot's consumers, producers and admin clients on a broker with locks. */
class SignInIT {

    private static final String TOPIC = "letters";

    @TempDir
    private static Path folder;

    private static LockedBroker broker;

    @ImportAutoConfiguration(KafkaAutoConfiguration.class)
    @Import(KafkaConnection.class)
    static class Clients {}

    @BeforeAll
    static void start() throws Exception {
        broker = LockedBroker.start(folder.resolve("broker"), List.of("ann"));
        try (Admin admin = broker.administrator()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            admin.createAcls(List.of(everythingFor("User:ann"), everythingFor("User:CN=client")))
                    .all()
                    .get();
        }
    }

    private static AclBinding everythingFor(String principal) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void all_clients_sign_in_with_scram_and_a_password_with_quotes() throws Exception {
        useEveryClient(broker.environment("ann"));
    }

    @Test
    void all_clients_sign_in_with_plain() throws Exception {
        Map<String, String> environment = broker.environment("ann");
        environment.put("KAFKA_SASL_MECHANISM", "PLAIN");
        useEveryClient(environment);
    }

    @Test
    void all_clients_show_a_certificate() throws Exception {
        useEveryClient(broker.environmentWithCertificate());
    }

    @Test
    void all_clients_sign_in_with_a_token_from_an_identity_provider() throws Exception {
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StringBuilder asked = new StringBuilder();
        provider.createContext("/token", exchange -> {
            asked.append(exchange.getRequestHeaders().getFirst("Authorization"))
                    .append(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = ("{\"access_token\":\"" + broker.token("ann")
                            + "\",\"token_type\":\"Bearer\",\"expires_in\":600}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        try {
            Map<String, String> environment = broker.environment("ann");
            environment.put("KAFKA_SASL_MECHANISM", "OAUTHBEARER");
            environment.put(
                    "KAFKA_SASL_TOKEN_URL",
                    "http://localhost:" + provider.getAddress().getPort() + "/token");
            environment.put("KAFKA_SASL_SCOPE", "kafka");

            useEveryClient(environment);

            assertThat(asked.toString()).contains("grant_type=client_credentials", "scope=kafka");
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void a_new_password_and_a_new_certificate_in_their_files_are_used_without_a_restart() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "wrong");
        Path trusted = folder.resolve("trusted-by-ann.pem");
        // The client's own certificate has not signed the broker's.
        Files.copy(folder.resolve("broker/client.crt.pem"), trusted);
        Map<String, String> environment = broker.environment("ann");
        environment.remove("KAFKA_SASL_PASSWORD");
        environment.put("KAFKA_SASL_PASSWORD_FILE", password.toString());
        environment.put("KAFKA_SSL_TRUST_CERTIFICATES", trusted.toString());
        try (ConfigurableApplicationContext clients = start(environment)) {
            assertThatThrownBy(() -> send(clients)).hasStackTraceContaining("SslAuthenticationException");

            Files.copy(broker.trusted(), trusted, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> send(clients)).hasStackTraceContaining("SaslAuthenticationException");

            Files.writeString(password, LockedBroker.password("ann") + "\n");
            // A producer that was refused before it got its id never asks for one again.
            clients.getBean(ProducerFactory.class).reset();
            send(clients);
        }
    }

    private static void useEveryClient(Map<String, String> environment) throws Exception {
        try (ConfigurableApplicationContext clients = start(environment)) {
            send(clients);
            assertThat(clients.getBean(KafkaAdmin.class).describeTopics(TOPIC)).containsKey(TOPIC);
            assertThat(clients.getBean(KafkaAdmin.class).clusterId()).isNotBlank();
            @SuppressWarnings("unchecked")
            ConsumerFactory<String, String> consumers = clients.getBean(ConsumerFactory.class);
            try (Consumer<String, String> consumer = consumers.createConsumer(null, "ann", null)) {
                List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0));
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                assertThat(consumer.poll(Duration.ofSeconds(10))).isNotEmpty();
            }
        }
    }

    private static void send(ConfigurableApplicationContext clients) throws Exception {
        @SuppressWarnings("unchecked")
        KafkaTemplate<String, String> kafka = clients.getBean(KafkaTemplate.class);
        kafka.send(TOPIC, "a letter").get();
    }

    private static ConfigurableApplicationContext start(Map<String, String> environment) {
        return new SpringApplicationBuilder(Clients.class)
                .web(WebApplicationType.NONE)
                .properties(settings(environment))
                .run(
                        "--spring.kafka.bootstrap-servers=" + environment.get("KAFKA_BOOTSTRAP_SERVERS"),
                        "--spring.kafka.producer.value-serializer="
                                + "org.apache.kafka.common.serialization.StringSerializer",
                        "--spring.kafka.producer.properties.max.block.ms=5000",
                        "--spring.kafka.producer.properties.reconnect.backoff.max.ms=100");
    }

    /** As the application.yml of both services names them. */
    private static Map<String, Object> settings(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach((variable, value) -> settings.put(
                variable.replace("SSL_PRIVATE_KEY", "SSL_PRIVATE_KEY_FILE")
                        .replaceFirst("^KAFKA_", "tillstream.kafka.")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'),
                value));
        return settings;
    }
}
