package io.tillstream.dispatcher;

import static io.tillstream.dispatcher.DeadLetterRecords.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.Backing;
import io.tillstream.dispatcher.replay.ReplayCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Dead letters, and what becomes of them when they are replayed. */
class ReplayIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ACTIONS = "capi.operator-actions.v1";
    private static final String PASSWORD = "correct horse battery";

    private static final DeadLetterRecords letters = new DeadLetterRecords(Backing.kafka());

    private static MetaStub meta;
    private static Orders orders;
    private static ConfigurableApplicationContext dispatcher;

    @BeforeAll
    static void start() throws Exception {
        meta = new MetaStub();
        orders = new Orders(Backing.kafka());
        RunningDispatcher.environment(Backing.kafka(), meta.url())
                .forEach((name, value) -> System.setProperty(name, value.toString()));
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of(
                        "management.endpoints.web.exposure.include",
                        "health,replay",
                        "CONSOLE_OPERATORS",
                        "ops:" + PASSWORD,
                        // The largest possible message: its dead letter, with headers, is larger.
                        "spring.kafka.producer.properties.max.request.size",
                        "1048576"));
    }

    @AfterEach
    void heal() {
        meta.refused.clear();
    }

    @AfterAll
    static void stop() {
        dispatcher.close();
        RunningDispatcher.environment("", "").keySet().forEach(System::clearProperty);
        orders.close();
        meta.close();
    }

    @Test
    void an_order_that_meta_refuses_is_dead_lettered_alone_and_passes_once_after_a_fix() throws Exception {
        List<String> all = new ArrayList<>();
        for (int order = 0; order < 20; order++) {
            all.add(orders.order("granted", Instant.now()));
        }
        String culprit = all.get(7);
        meta.refused.add(culprit);
        for (String order : all) {
            orders.publish(order);
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(all)
                        .filteredOn(order -> meta.accepted(order) == 0)
                        .containsExactly(culprit));
        await().atMost(LONG).until(() -> letters.of(culprit).size() == 1);

        assertThat(replay("--id=" + culprit, "--dry-run")).contains("refused", "1 sent", "Nothing was replayed");
        assertThat(replay("--id=" + culprit, "--reason=refused")).contains("1 replayed");
        await().atMost(LONG).until(() -> letters.of(culprit).size() == 2);
        assertThat(header(letters.of(culprit).getLast(), "dead-letter-reason")).containsExactly("refused", "refused");

        meta.refused.clear();
        assertThat(replay("--id=" + culprit)).contains("1 replayed");
        await().atMost(LONG).until(() -> meta.accepted(culprit) == 1);
        orders.publish(culprit);
        String last = orders.order("granted", Instant.now());
        orders.publish(last);
        await().atMost(LONG).until(() -> meta.accepted(last) == 1);
        assertThat(replay("--id=" + culprit)).contains("1 accepted already", "0 replayed");
        assertThat(meta.accepted(culprit)).isEqualTo(1);
    }

    @Test
    void each_kind_of_faulty_message_has_its_reason_and_stays_sealed_and_unchanged() throws Exception {
        String unknownKey = orders.order("granted", Instant.now(), "SGD", "a-key-of-another-shop");
        orders.publish(unknownKey);
        String broken = orders.order("granted", Instant.now());
        String message = changedInItsSeal(orders.message(broken));
        orders.publish(broken, message);
        String incomplete = "{\"eventId\":\"x\",\"paidAt\":\"jo@example.com\"}";
        orders.publish("poison-schema", incomplete);
        orders.publish("poison-text", "no JSON, but jo@example.com");
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(letters.reason(unknownKey)).isEqualTo("unknown_key");
            assertThat(letters.reason(broken)).isEqualTo("seal_broken");
            assertThat(letters.reason("poison-schema")).isEqualTo("schema");
            assertThat(letters.reason("poison-text")).isEqualTo("undecodable");
        });

        ConsumerRecord<String, String> letter = letters.of(broken).getFirst();
        assertThat(letter.value()).isEqualTo(message);
        assertThat(header(letter, "dead-letter-topic")).containsExactly(Orders.TOPIC);
        assertThat(header(letter, "dead-letter-offset")).hasSize(1);
        assertThat(letters.headers("poison-schema") + letters.headers("poison-text"))
                .doesNotContain("jo@");
        assertThat(replay("--reason=undecodable", "--dry-run")).contains("dead-lettered again: undecodable");
        assertThat(replay("--reason=undecodable")).contains("0 replayed");
    }

    /** With another letter in the seal: a fixed one would be the same as before once in 64 times. */
    private static String changedInItsSeal(String message) {
        int at = message.indexOf("\"customer\":\"") + "\"customer\":\"".length() + 60;
        return message.substring(0, at) + (message.charAt(at) == 'A' ? 'B' : 'A') + message.substring(at + 1);
    }

    @Test
    void an_invalid_command_explains_its_arguments_and_replays_nothing() {
        assertThat(replay()).contains("Say which dead letters", "reason=REASON");
        assertThat(replay("--reason=bad_luck")).contains("There is no reason 'bad_luck'", "too_old");
        assertThat(replay("--from=yesterday")).contains("it is a time in UTC");
        assertThat(replay("--everything")).contains("There is no condition 'everything'");
        assertThat(replay(new PrintStream(new ByteArrayOutputStream()), "--dry-run"))
                .isEqualTo(2);
    }

    @Test
    void the_endpoint_does_the_same_and_reports_its_progress() throws Exception {
        String culprit = orders.order("granted", Instant.now());
        meta.refused.add(culprit);
        orders.publish(culprit);
        await().atMost(LONG).until(() -> letters.of(culprit).size() == 1);
        meta.refused.clear();

        assertThat(post("{\"reason\":\"refused\"}", "wrong").statusCode()).isEqualTo(401);
        assertThat(post("{\"reason\":\"nonsense\"}", PASSWORD).statusCode()).isEqualTo(400);
        assertThat(post("{\"id\":\"" + culprit + "\",\"dryRun\":false}", PASSWORD)
                        .statusCode())
                .isEqualTo(202);

        await().atMost(LONG).until(() -> meta.accepted(culprit) == 1);
        assertThat(send(request("wrong")).statusCode()).isEqualTo(401);
        assertThat(send(request(PASSWORD)).body()).contains("\"replayed\":1", "\"finished\":true", culprit);
    }

    @Test
    void a_message_too_large_for_a_dead_letter_is_replayed_from_its_own_topic() throws Exception {
        String culprit = orders.order("granted", Instant.now());
        String message = orders.message(culprit);
        String filler = "x".repeat(1_048_300 - message.length());
        meta.refused.add(culprit);
        orders.publish(culprit, message.replace("a newer shop", "a newer shop" + filler));
        await().atMost(LONG).until(() -> letters.of(culprit).size() == 1);
        ConsumerRecord<String, String> letter = letters.of(culprit).getFirst();
        assertThat(letter.value()).isEmpty();
        assertThat(header(letter, "dead-letter-value-left-out")).containsExactly("1048300");

        meta.refused.clear();
        assertThat(replay("--id=" + culprit)).contains("1 replayed");

        await().atMost(LONG).until(() -> meta.accepted(culprit) == 1);
    }

    @Test
    void a_message_too_large_for_a_dead_letter_is_reported_as_gone_once_its_topic_has_deleted_it() throws Exception {
        String key = "poison-" + UUID.randomUUID();
        orders.publish(key, "no JSON" + "x".repeat(1_048_290));
        await().atMost(LONG).until(() -> letters.of(key).size() == 1);
        ConsumerRecord<String, String> letter = letters.of(key).getFirst();
        String id = header(letter, "dead-letter-receipt").getFirst();
        assertThat(replay("--id=" + id, "--dry-run")).contains("1 dead-lettered again: undecodable");

        TopicPartition partition = new TopicPartition(
                Orders.TOPIC,
                Integer.parseInt(header(letter, "dead-letter-partition").getFirst()));
        long offset = Long.parseLong(header(letter, "dead-letter-offset").getFirst());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset + 1)))
                    .all()
                    .get();
        }

        assertThat(replay("--id=" + id)).contains("1 gone from its topic", "0 replayed");
    }

    @Test
    void while_a_replay_runs_anywhere_neither_the_endpoint_nor_the_command_starts_another() throws Exception {
        act("REPLAY_STARTED", "R-other");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(send(request(PASSWORD)).body()).contains("R-other of jo"));

        HttpResponse<String> refused = post("{\"id\":\"x\",\"dryRun\":false}", PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("A replay is running", "R-other of jo");
        assertThat(replay("--id=x")).contains("Nothing was replayed: another replay is running", "R-other of jo");
        assertThat(replay("--id=x", "--dry-run")).contains("0 dead letters selected");

        assertThat(send(request(PASSWORD).DELETE()).body()).contains("R-other");
        assertThat(actions()).anySatisfy(action -> assertThat(action).contains("REPLAY_CANCELLED", "R-other", "ops"));
        act("REPLAY_FINISHED", "R-other");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(send(request(PASSWORD).DELETE()).statusCode())
                        .isEqualTo(404));
        assertThat(replay("--id=x")).contains("0 replayed");
        assertThat(actions().getLast()).contains("REPLAY_FINISHED", "command line", "done: 0 of 0 replayed");
    }

    @Test
    void all_instances_learn_that_a_replay_failed() throws Exception {
        String lost = orders.order("granted", Instant.now());
        letters.write(lost, orders.message(lost), "a-topic-that-is-gone");

        assertThat(post("{\"id\":\"" + lost + "\",\"dryRun\":false}", PASSWORD).statusCode())
                .isEqualTo(202);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(send(request(PASSWORD)).body()).contains("\"ended\":\"failed\""));
        assertThat(actions().getLast()).contains("REPLAY_FINISHED", "failed", "0 of 1 replayed");
        assertThat(replay("--id=nobody")).as("the next one").contains("0 replayed");
    }

    /** Writes an action like another instance. */
    private static void act(String kind, String job) throws Exception {
        orders.publishTo(
                ACTIONS,
                kind,
                "{\"kind\":\"%s\",\"at\":\"%s\",\"who\":\"jo\",\"what\":\"10 letters\",\"job\":\"%s\"}"
                        .formatted(kind, Instant.now(), job));
    }

    private static List<String> actions() {
        return letters.all(ACTIONS).stream().map(ConsumerRecord::value).toList();
    }

    private static HttpResponse<String> post(String body, String password) throws Exception {
        return send(request(password).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String password) {
        String credentials = Base64.getEncoder().encodeToString(("ops:" + password).getBytes(UTF_8));
        return HttpRequest.newBuilder(URI.create(RunningDispatcher.url(dispatcher, "/actuator/replay")))
                .header("Authorization", "Basic " + credentials);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String replay(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        replay(new PrintStream(out, true, UTF_8), arguments);
        return out.toString(UTF_8);
    }

    /** The exit code. */
    private static int replay(PrintStream out, String... arguments) {
        return RunningDispatcher.oneAtATime(() -> ReplayCommand.run(DispatcherApplication.class, arguments, out));
    }
}
