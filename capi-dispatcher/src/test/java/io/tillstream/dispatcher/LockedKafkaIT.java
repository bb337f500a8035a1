package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.AclCommands;
import io.tillstream.backing.LockedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/** A dispatcher on a broker that allows it what docs/operating/kafka-access.md says, or less. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class LockedKafkaIT {

    private static final Path DOCUMENT = Path.of("../docs/operating/kafka-access.md");
    private static final String RECEIPTS = "capi.receipts.v1";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static LockedBroker broker;
    private static Admin administrator;
    private static MetaStub meta;
    private static Orders orders;

    @BeforeAll
    static void start() throws Exception {
        broker = LockedBroker.start(folder, List.of("dispatcher", "analyst"));
        administrator = broker.administrator();
        meta = new MetaStub();
        administrator
                .createTopics(List.of(
                        topic("shop.order-completed.v1", 2),
                        topic("shop.consent-withdrawn.v1", 1),
                        topic("shop.books.v1", 1),
                        topic(RECEIPTS, 2),
                        topic("capi.dead-letters.v1", 2),
                        topic("capi.attempts.v1", 1),
                        topic("capi.operator-actions.v1", 1)))
                .all()
                .get();
        orders = new Orders(broker.unlocked());
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of("retention.ms", "1209600000"));
    }

    @AfterEach
    void takeAllRights() throws Exception {
        administrator.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    }

    @AfterAll
    static void stop() {
        orders.close();
        administrator.close();
        meta.close();
        broker.close();
    }

    @Test
    void with_the_documented_rights_alone_orders_reach_meta_and_nothing_is_missing(CapturedOutput output)
            throws Exception {
        allow(AclCommands.under(DOCUMENT, "The dispatcher"));
        try (ConfigurableApplicationContext dispatcher = dispatcher()) {
            sent();

            assertThat(health(dispatcher)).contains("\"kafkaRights\":{\"details\":{\"missing\":[]},\"status\":\"UP\"}");
            String page = ConsoleReader.signedIn(dispatcher).page("/config");
            assertThat(page)
                    .contains("KAFKA_SASL_USERNAME", "tillstream.kafka.sasl-password")
                    .doesNotContain("secret\" \\", "secret&quot;", "ScramLoginModule required username");
        }
        assertThat(output.getAll())
                .doesNotContain("Kafka does not allow this service to", LockedBroker.password("dispatcher"));
    }

    @Test
    void without_the_right_to_read_orders_it_says_so_and_sends_them_once_it_has_it(CapturedOutput output)
            throws Exception {
        AclBinding missing = right("shop.order-completed.v1", AclOperation.READ);
        allow(without(missing));
        String order = orders.order("granted", Instant.now());
        try (ConfigurableApplicationContext dispatcher = dispatcher()) {
            orders.publish(order);
            assertThat(health(dispatcher))
                    .contains(
                            "Kafka does not allow this service to read the topic shop.order-completed.v1: orders wait in"
                                    + " Kafka");
            assertThat(commands(output)).isEqualTo(List.of(missing));
            // Time for a loop to show.
            await().pollDelay(Duration.ofSeconds(15)).atMost(LONG).until(() -> true);
            assertThat(meta.accepted(order)).isZero();
            assertThat(output.getAll()
                            .lines()
                            .filter(line -> line.contains("Exception"))
                            .count())
                    .as("lines about exceptions in fifteen seconds")
                    .isLessThan(60);

            allow(List.of(missing));

            await().atMost(LONG).until(() -> meta.accepted(order) == 1);
        }
    }

    @Test
    void without_the_right_to_write_receipts_it_says_so_and_sends_nothing_until_it_has_it(CapturedOutput output)
            throws Exception {
        AclBinding missing = right(RECEIPTS, AclOperation.WRITE);
        allow(without(missing));
        String order = orders.order("granted", Instant.now());
        try (ConfigurableApplicationContext dispatcher = dispatcher()) {
            orders.publish(order);
            assertThat(health(dispatcher))
                    .contains("Kafka does not allow this service to write the topic " + RECEIPTS
                            + ": orders wait in Kafka");
            assertThat(commands(output)).isEqualTo(List.of(missing));
            await().pollDelay(Duration.ofSeconds(10)).atMost(LONG).until(() -> true);
            assertThat(meta.accepted(order)).isZero();

            allow(List.of(missing));

            await().atMost(LONG).until(() -> meta.accepted(order) == 1);
        }
    }

    @Test
    void without_any_right_to_a_topic_the_start_stops_with_the_command(CapturedOutput output) throws Exception {
        AclBinding missing = right("shop.consent-withdrawn.v1", AclOperation.READ);
        allow(without(missing));

        assertThatThrownBy(LockedKafkaIT::dispatcher).hasStackTraceContaining("TopicAuthorizationException");

        assertThat(commands(output)).isEqualTo(List.of(missing));
    }

    @Test
    void a_wrong_password_stops_the_start() {
        assertThatThrownBy(() -> dispatcher(Map.of("KAFKA_SASL_PASSWORD", "wrong")))
                .hasStackTraceContaining("SaslAuthenticationException");
    }

    @Test
    void an_analyst_reads_receipts_attempts_and_books_and_nothing_with_a_customer_in_it() throws Exception {
        allow(AclCommands.under(DOCUMENT, "The analyst"));
        orders.publish(orders.order("granted", Instant.now()));

        for (String topic : List.of(RECEIPTS, "capi.attempts.v1", "shop.books.v1")) {
            reads("analyst", topic);
        }
        for (String topic : List.of(
                "shop.order-completed.v1",
                "capi.dead-letters.v1",
                "shop.consent-withdrawn.v1",
                "capi.operator-actions.v1")) {
            assertThatThrownBy(() -> reads("analyst", topic)).isInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static void reads(String user, String topic) {
        try (var consumer =
                new KafkaConsumer<>(broker.client(user), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.endOffsets(partitions);
            consumer.poll(Duration.ofSeconds(3));
        }
    }

    private static void sent() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().atMost(LONG).until(() -> meta.accepted(order) == 1);
    }

    private static AclBinding right(String topic, AclOperation operation) throws Exception {
        return AclCommands.under(DOCUMENT, "The dispatcher").stream()
                .filter(rule -> rule.pattern().name().equals(topic))
                .filter(rule -> rule.entry().operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    private static Set<AclBinding> without(AclBinding missing) throws Exception {
        Set<AclBinding> rules = AclCommands.under(DOCUMENT, "The dispatcher");
        rules.remove(missing);
        return rules;
    }

    private static void allow(Collection<AclBinding> rules) throws Exception {
        administrator.createAcls(rules).all().get();
    }

    /** What the commands in the log would add. */
    private static List<AclBinding> commands(CapturedOutput output) {
        List<AclBinding> rules = new ArrayList<>();
        output.getAll()
                .lines()
                .filter(line -> line.contains("Kafka does not allow this service to"))
                .map(line -> line.replaceFirst(".*mend=\"?(kafka-acls[^\"]*).*", "$1"))
                .forEach(command -> rules.addAll(AclCommands.rules(command)));
        return rules;
    }

    private static String health(ConfigurableApplicationContext dispatcher) {
        return RestClient.create()
                .get()
                .uri(RunningDispatcher.url(dispatcher, "/actuator/health"))
                // Parts that have just started may be out of service.
                .exchange((request, response) -> new String(response.getBody().readAllBytes(), UTF_8));
    }

    private static ConfigurableApplicationContext dispatcher() {
        return dispatcher(Map.of());
    }

    private static ConfigurableApplicationContext dispatcher(Map<String, Object> more) {
        Map<String, Object> environment = new HashMap<>(broker.environment("dispatcher"));
        environment.putAll(more);
        return RunningDispatcher.start("", meta.url(), environment);
    }
}
