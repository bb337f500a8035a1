package io.tillstream.dispatcher;

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
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Dead letters, and what becomes of them when they are let go again. */
class ReplayTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PASSWORD = "correct horse battery";

    private final MetaStub meta;
    private final Orders orders = new Orders(Backing.kafka());
    private ConfigurableApplicationContext dispatcher;

    ReplayTest() throws Exception {
        meta = new MetaStub();
    }

    @BeforeEach
    void start() {
        RunningDispatcher.environment(Backing.kafka(), meta.url())
                .forEach((name, value) -> System.setProperty(name, value.toString()));
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of(
                        "management.endpoints.web.exposure.include",
                        "health,replay",
                        "CONSOLE_OPERATORS",
                        "ops:" + PASSWORD));
    }

    @AfterEach
    void stop() {
        dispatcher.close();
        RunningDispatcher.environment("", "").keySet().forEach(System::clearProperty);
        orders.close();
        meta.close();
    }

    @Test
    void an_order_that_meta_refuses_dies_alone_and_passes_once_after_it_was_mended() throws Exception {
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
        await().atMost(LONG).until(() -> letters(culprit).size() == 1);

        assertThat(replay("--id=" + culprit, "--dry-run")).contains("refused", "1 sent", "Nothing was let go");
        assertThat(replay("--id=" + culprit, "--reason=refused")).contains("1 let go again");
        await().atMost(LONG).until(() -> letters(culprit).size() == 2);
        assertThat(header(letters(culprit).getLast(), "dead-letter-reason")).containsExactly("refused", "refused");

        meta.refused.clear();
        assertThat(replay("--id=" + culprit)).contains("1 let go again");
        await().atMost(LONG).until(() -> meta.accepted(culprit) == 1);
        orders.publish(culprit);
        String last = orders.order("granted", Instant.now());
        orders.publish(last);
        await().atMost(LONG).until(() -> meta.accepted(last) == 1);
        assertThat(replay("--id=" + culprit)).contains("1 accepted already", "0 let go again");
        assertThat(meta.accepted(culprit)).isEqualTo(1);
    }

    @Test
    void each_kind_of_poison_has_its_reason_and_keeps_its_message_sealed_as_it_came() throws Exception {
        String unknownKey = orders.order("granted", Instant.now(), "SGD", "a-key-of-another-shop");
        orders.publish(unknownKey);
        String broken = orders.order("granted", Instant.now());
        String message = orders.message(broken).replaceFirst("\"customer\":\"(.{60}).", "\"customer\":\"$1A");
        orders.publish(broken, message);
        String incomplete = "{\"eventId\":\"x\",\"paidAt\":\"jo@example.com\"}";
        orders.publish("poison-schema", incomplete);
        orders.publish("poison-text", "no JSON, but jo@example.com");
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(reason(unknownKey)).isEqualTo("unknown_key");
            assertThat(reason(broken)).isEqualTo("seal_broken");
            assertThat(reason("poison-schema")).isEqualTo("schema");
            assertThat(reason("poison-text")).isEqualTo("undecodable");
        });

        ConsumerRecord<String, String> letter = letters(broken).getFirst();
        assertThat(letter.value()).isEqualTo(message);
        assertThat(header(letter, "dead-letter-topic")).containsExactly(Orders.TOPIC);
        assertThat(header(letter, "dead-letter-offset")).hasSize(1);
        assertThat(headers("poison-schema") + headers("poison-text")).doesNotContain("jo@");
        assertThat(replay("--reason=undecodable", "--dry-run")).contains("dead again: undecodable");
        assertThat(replay("--reason=undecodable")).contains("0 let go again");
    }

    @Test
    void a_command_that_is_not_understood_says_what_it_takes_and_lets_nothing_go() {
        assertThat(replay()).contains("Say which dead letters", "reason=REASON");
        assertThat(replay("--reason=bad_luck")).contains("There is no reason 'bad_luck'", "too_old");
        assertThat(replay("--from=yesterday")).contains("it is a time in UTC");
        assertThat(replay("--everything")).contains("There is no condition 'everything'");
        assertThat(ReplayCommand.run(
                        DispatcherApplication.class,
                        new String[] {"--dry-run"},
                        new PrintStream(new ByteArrayOutputStream())))
                .isEqualTo(2);
    }

    @Test
    void the_endpoint_does_the_same_and_tells_how_far_it_is() throws Exception {
        String culprit = orders.order("granted", Instant.now());
        meta.refused.add(culprit);
        orders.publish(culprit);
        await().atMost(LONG).until(() -> letters(culprit).size() == 1);
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

    private HttpResponse<String> post(String body, String password) throws Exception {
        return send(request(password).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String password) {
        String credentials = Base64.getEncoder().encodeToString(("ops:" + password).getBytes(UTF_8));
        return HttpRequest.newBuilder(URI.create(RunningDispatcher.url(dispatcher, "/actuator/replay")))
                .header("Authorization", "Basic " + credentials);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String replay(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReplayCommand.run(DispatcherApplication.class, arguments, new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    private static String reason(String key) {
        List<ConsumerRecord<String, String>> letters = letters(key);
        return letters.isEmpty()
                ? null
                : header(letters.getFirst(), "dead-letter-reason").getFirst();
    }

    private static String headers(String key) {
        return StreamSupport.stream(letters(key).getFirst().headers().spliterator(), false)
                .map(header -> new String(header.value(), UTF_8))
                .toList()
                .toString();
    }

    private static List<String> header(ConsumerRecord<String, String> record, String name) {
        return StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .map(header -> new String(header.value(), UTF_8))
                .toList();
    }

    /** The letters of one key, oldest first. */
    private static List<ConsumerRecord<String, String>> letters(String key) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backing.kafka()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("capi.dead-letters.v1").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                });
            }
            return found;
        }
    }
}
