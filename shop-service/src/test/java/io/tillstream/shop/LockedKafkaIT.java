package io.tillstream.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.AclCommands;
import io.tillstream.backing.Backing;
import io.tillstream.backing.LockedBroker;
import io.tillstream.shop.outbox.Outbox;
import io.tillstream.shop.outbox.OutboxEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop on a broker that allows it what docs/operating/kafka-access.md says, or less. */
@ExtendWith(OutputCaptureExtension.class)
class LockedKafkaIT {

    private static final Path DOCUMENT = Path.of("../docs/operating/kafka-access.md");
    private static final String ORDERS = "shop.order-completed.v1";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static LockedBroker broker;
    private static Admin administrator;
    private static String database;

    @BeforeAll
    static void start() throws Exception {
        broker = LockedBroker.start(folder, List.of("shop"));
        administrator = broker.administrator();
        administrator
                .createTopics(List.of(
                        new NewTopic(ORDERS, 2, (short) 1),
                        new NewTopic("shop.consent-withdrawn.v1", 1, (short) 1),
                        new NewTopic("shop.books.v1", 1, (short) 1),
                        new NewTopic("capi.receipts.v1", 2, (short) 1)))
                .all()
                .get();
        // Its own, as the relay of another test's shop would send what is in the outbox.
        DatabaseUrl common = DatabaseUrl.parse(Backing.postgres());
        try (Connection connection = DriverManager.getConnection(
                        common.jdbc(Duration.ofSeconds(5), Duration.ofSeconds(20)), common.user(), common.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database locked_kafka");
        }
        database = Backing.postgres().replaceFirst("/[^/]+$", "/locked_kafka");
    }

    @AfterEach
    void takeAllRights() throws Exception {
        administrator.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    }

    @AfterAll
    static void stop() {
        administrator.close();
        broker.close();
    }

    @Test
    void with_the_documented_rights_alone_it_publishes_orders_and_cannot_read_them_back(CapturedOutput output)
            throws Exception {
        allow(AclCommands.under(DOCUMENT, "The shop"));
        try (ConfigurableApplicationContext shop = shop(Map.of())) {
            String order = publish(shop);

            await().atMost(LONG).until(() -> published(order));
            assertThat(missing(shop)).isEqualTo("[]");
        }
        assertThat(output.getAll())
                .doesNotContain("Kafka does not allow this service to", LockedBroker.password("shop"));
        assertThatThrownBy(() -> read(broker.client("shop"))).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void without_the_right_to_write_orders_it_says_so_and_keeps_them_until_it_has_it(CapturedOutput output)
            throws Exception {
        Set<AclBinding> rights = new HashSet<>(AclCommands.under(DOCUMENT, "The shop"));
        AclBinding missing = rights.stream()
                .filter(rule -> rule.pattern().name().equals(ORDERS))
                .findFirst()
                .orElseThrow();
        rights.remove(missing);
        allow(rights);
        try (ConfigurableApplicationContext shop = shop(Map.of())) {
            String order = publish(shop);

            assertThat(missing(shop))
                    .isEqualTo("[Kafka does not allow this service to write the topic " + ORDERS
                            + ": paid orders wait in the outbox]");
            List<String> commands = output.getAll()
                    .lines()
                    .filter(line -> line.contains("Kafka does not allow this service to"))
                    .map(line -> line.replaceFirst(".*mend=\"?(kafka-acls[^\"]*).*", "$1"))
                    .toList();
            assertThat(commands)
                    .singleElement()
                    .satisfies(command -> assertThat(AclCommands.rules(command)).containsExactly(missing));
            await().pollDelay(Duration.ofSeconds(8)).atMost(LONG).until(() -> true);
            assertThat(published(order)).isFalse();

            allow(List.of(missing));

            await().atMost(LONG).until(() -> published(order));
        }
    }

    @Test
    void a_password_that_is_repaired_in_its_file_is_used_without_a_restart() throws Exception {
        allow(AclCommands.under(DOCUMENT, "The shop"));
        Path file = Files.writeString(folder.resolve("password"), "wrong");
        try (ConfigurableApplicationContext shop =
                shop(Map.of("KAFKA_SASL_PASSWORD", "", "KAFKA_SASL_PASSWORD_FILE", file.toString()))) {
            String order = publish(shop);
            await().pollDelay(Duration.ofSeconds(8)).atMost(LONG).until(() -> true);
            assertThat(published(order)).isFalse();

            Files.writeString(file, LockedBroker.password("shop"));

            await().atMost(LONG).until(() -> published(order));
        }
    }

    private static ConfigurableApplicationContext shop(Map<String, String> more) {
        Map<String, Object> environment = new HashMap<>(RunningShop.environment());
        environment.putAll(broker.environment("shop"));
        environment.put("DATABASE_URL", database);
        environment.putAll(more);
        return new SpringApplicationBuilder(ShopApplication.class)
                .properties(environment)
                .run();
    }

    private static String publish(ConfigurableApplicationContext shop) {
        String order = UUID.randomUUID().toString();
        shop.getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> shop.getBean(Outbox.class)
                        .append(new OutboxEntry(ORDERS, order, Map.of(), "{}".getBytes(UTF_8))));
        return order;
    }

    private static boolean published(String order) {
        return read(Map.of("bootstrap.servers", broker.unlocked())).contains(order);
    }

    /** The keys of all orders. */
    private static Set<String> read(Map<String, Object> client) {
        Set<String> keys = new HashSet<>();
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(ORDERS, 0), new TopicPartition(ORDERS, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
            }
        }
        return keys;
    }

    private static void allow(Collection<AclBinding> rules) throws Exception {
        administrator.createAcls(rules).all().get();
    }

    /** The sentences in the health endpoint. */
    private static String missing(ConfigurableApplicationContext shop) {
        CompositeHealthDescriptor health =
                (CompositeHealthDescriptor) shop.getBean(HealthEndpoint.class).health();
        IndicatedHealthDescriptor rights =
                (IndicatedHealthDescriptor) health.getComponents().get("kafkaRights");
        return String.valueOf(rights.getDetails().get("missing"));
    }
}
