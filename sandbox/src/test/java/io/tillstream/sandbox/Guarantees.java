package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.house.House;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must be true after anything that can happen to the house. Every scenario ends with all three. */
final class Guarantees {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final House house;

    Guarantees(House house) {
        this.house = house;
    }

    void hold() {
        every_paid_order_is_accounted_for();
        nothing_is_sent_twice();
        no_raw_personal_data_leaves();
    }

    /** Paid at Stripe = accepted by Meta + suppressed with a reason, once nothing is on its way any more. */
    void every_paid_order_is_accounted_for() {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    Map<String, JsonNode> receipts = receipts();
                    Set<String> paid = paidAtStripe();
                    assertThat(receipts.keySet()).containsAll(paid);
                    Set<String> accepted = paid.stream()
                            .filter(id ->
                                    receipts.get(id).path("status").asString().equals("ACCEPTED"))
                            .collect(Collectors.toSet());
                    assertThat(acceptedByMeta().keySet()).isEqualTo(accepted);
                    assertThat(paid)
                            .filteredOn(id -> !accepted.contains(id))
                            .allSatisfy(id -> assertThat(
                                            receipts.get(id).path("reason").asString(""))
                                    .isNotEmpty());
                });
    }

    void nothing_is_sent_twice() {
        assertThat(acceptedByMeta())
                .allSatisfy((id, times) -> assertThat(times).as(id).isEqualTo(1));
    }

    /** Looks into every topic, log and page for what the customers typed. */
    void no_raw_personal_data_leaves() {
        assertThat(surfaces()).hasSizeGreaterThan(10).allSatisfy((name, text) -> {
            for (String secret :
                    List.of("hidden.customer", "91234567", "Verysecret", "Nameperson", "browser.customer", "Selenia")) {
                assertThat(text.contains(secret))
                        .as("%s is in %s", secret, name)
                        .isFalse();
            }
        });
    }

    Set<String> paidAtStripe() {
        return json(house.ports().stripe(), "/sandbox/paid")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How often Meta took each Purchase from the server. */
    Map<String, Long> acceptedByMeta() {
        return json(house.ports().meta(), "/sandbox/events")
                .valueStream()
                .filter(event -> event.path("source").asString().equals("server"))
                .collect(Collectors.groupingBy(event -> event.path("eventId").asString(), Collectors.counting()));
    }

    private Map<String, JsonNode> receipts() {
        Map<String, JsonNode> receipts = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records()) {
            if (record.topic().equals("capi.receipts.v1")) {
                receipts.put(
                        new String(record.key(), UTF_8), JsonMapper.shared().readTree(record.value()));
            }
        }
        return receipts;
    }

    private Map<String, String> surfaces() {
        Map<String, String> surfaces = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records()) {
            surfaces.merge(
                    "topic " + record.topic(),
                    new String(record.key() == null ? new byte[0] : record.key(), UTF_8)
                            + new String(record.value() == null ? new byte[0] : record.value(), UTF_8)
                            + Stream.of(record.headers().toArray())
                                    .map(header -> new String(header.value(), UTF_8))
                                    .toList(),
                    String::concat);
        }
        for (String path : List.of("prometheus", "health", "info")) {
            surfaces.put("shop " + path, text(house.ports().shopManagement(), "/actuator/" + path));
            surfaces.put("dispatcher " + path, text(house.ports().dispatcher(), "/actuator/" + path));
        }
        surfaces.put("shop's home page", text(house.ports().shop(), "/"));
        surfaces.put("what Meta received", text(house.ports().meta(), "/sandbox/events"));
        surfaces.put("Meta's page", text(house.ports().meta(), "/"));
        try (Stream<Path> logs = Files.list(RunningHouse.data().resolve("logs"))) {
            for (Path log : logs.toList()) {
                surfaces.put("log " + log.getFileName(), Files.readString(log));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return surfaces;
    }

    /** Every record of every topic, Kafka's own included. */
    private List<ConsumerRecord<byte[], byte[]>> records() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", "localhost:" + house.ports().kafka());
        try (Admin admin = Admin.create(config);
                var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> all = new java.util.ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(int port, String path) {
        return JsonMapper.shared().readTree(text(port, path));
    }

    private static String text(int port, String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(House.url(port) + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
