package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The three guarantees of the system. Every scenario ends with a check of all three. */
final class Guarantees {

    /** Parts of the personal data that the tests' customers type. */
    private static final List<String> SECRETS = List.of(
            "hidden.customer",
            "91234567",
            "Verysecret",
            "Nameperson",
            "browser.customer",
            "Selenia",
            "load.customer",
            "Trafficson");

    /** For the stack that most tests share. */
    static final KnownState SHARED = new KnownState(RunningStack::data);

    /** For {@link RunningStack#second}. */
    static final KnownState SECOND = new KnownState(RunningStack::secondData);

    /** For {@link RunningStack#third}. */
    static final KnownState THIRD = new KnownState(RunningStack::thirdData);

    /** Event ids that Meta may have twice: their request was in flight at a kill, or its answer was lost. */
    static final Set<String> REPEATED = SHARED.repeated();

    /** The longest wait for orders that are still in progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Stack stack;
    private final KnownState known;

    Guarantees(Stack stack) {
        this(stack, SHARED);
    }

    Guarantees(Stack stack, KnownState known) {
        this.stack = stack;
        this.known = known;
    }

    /** Waits for orders that are still in progress. */
    void hold() {
        every_paid_order_is_accounted_for();
        nothing_is_sent_twice();
        no_raw_personal_data_leaves();
    }

    /** Without a wait, for a caller that has waited until no order was in progress. */
    void holdNow() {
        assertAccountedFor();
        nothing_is_sent_twice();
        no_raw_personal_data_leaves();
    }

    /** Paid orders = accepted by Meta + suppressed or dead-lettered with a reason, once no order is in progress. */
    void every_paid_order_is_accounted_for() {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(this::assertAccountedFor);
    }

    private void assertAccountedFor() {
        Map<String, JsonNode> receipts = receipts();
        Set<String> paid = paid();
        assertThat(missing(paid, receipts.keySet())).isEmpty();
        Set<String> accepted = paid.stream()
                .filter(id -> status(receipts, id).equals("ACCEPTED"))
                .collect(Collectors.toSet());
        Set<String> atMeta = acceptedByMeta().keySet();
        assertThat(missing(accepted, atMeta)).isEmpty();
        assertThat(missing(atMeta, accepted)).isEmpty();
        assertThat(paid)
                .filteredOn(id -> !accepted.contains(id))
                .allSatisfy(id ->
                        assertThat(receipts.get(id).path("reason").asString("")).isNotEmpty());
    }

    /** Paid orders without a receipt, or with a receipt that contradicts Meta's events. */
    Set<String> unaccounted() {
        Map<String, JsonNode> receipts = receipts();
        Set<String> atMeta = acceptedByMeta().keySet();
        return paid().stream()
                .filter(id ->
                        !receipts.containsKey(id) || status(receipts, id).equals("ACCEPTED") != atMeta.contains(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Except for events in flight at a kill, whose repeats have the same id and time. */
    void nothing_is_sent_twice() {
        Map<String, List<String>> accepted = acceptedByMeta();
        assertThat(accepted.entrySet().stream()
                        .filter(event -> Set.copyOf(event.getValue()).size() > 1)
                        .limit(5))
                .as("sent again with another time")
                .isEmpty();
        assertThat(missing(repeats(), known.repeated())).as("sent twice").isEmpty();
    }

    /** Event ids that Meta received more than once. */
    Set<String> repeats() {
        return acceptedByMeta().entrySet().stream()
                .filter(event -> event.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Searches every topic, log and page for the customers' personal data. */
    void no_raw_personal_data_leaves() {
        topics_are_sealed();
        assertThat(surfaces()).hasSizeGreaterThan(10).allSatisfy((name, text) -> assertSealed(name, text));
    }

    private void topics_are_sealed() {
        read(topic -> true, known.foundSealed(), record -> {
            assertSealed(
                    "topic " + record.topic(),
                    text(record.key())
                            + text(record.value())
                            + Stream.of(record.headers().toArray())
                                    .map(header -> text(header.value()))
                                    .toList());
        });
        assertThat(known.foundSealed().keySet().stream()
                        .map(TopicPartition::topic)
                        .collect(Collectors.toSet()))
                .contains("shop.order-completed.v1", "capi.receipts.v1");
    }

    private static void assertSealed(String name, String text) {
        for (String secret : SECRETS) {
            assertThat(text.contains(secret)).as("%s is in %s", secret, name).isFalse();
        }
    }

    Set<String> paid() {
        Set<String> paid = new HashSet<>(known.published());
        JsonMapper.shared()
                .readTree(Http.get(stack.ports().stripe(), "/sandbox/paid"))
                .forEach(id -> paid.add(id.asString()));
        return paid;
    }

    /** The event times of each server event that Meta accepted, one per copy, by event id. */
    Map<String, List<String>> acceptedByMeta() {
        return Http.get(stack.ports().meta(), "/sandbox/server-events")
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.groupingBy(
                        line -> line[0], Collectors.mapping(line -> line[1], Collectors.toList())));
    }

    /** The receipt of each event id: an acceptance if there is one, else the newest. */
    Map<String, JsonNode> receipts() {
        read(
                topic -> topic.equals("capi.receipts.v1"),
                known.receiptsRead(),
                record -> known.receipts().add(text(record.key()), record.value(), record.timestamp()));
        return known.receipts().byId();
    }

    /** The reason of each dead letter. */
    List<String> deadLetters() {
        List<String> reasons = new ArrayList<>();
        read(
                topic -> topic.equals("capi.dead-letters.v1"),
                new HashMap<>(),
                record -> reasons.add(
                        text(record.headers().lastHeader("dead-letter-reason").value())));
        return reasons;
    }

    private static String status(Map<String, JsonNode> receipts, String id) {
        return receipts.get(id).path("status").asString();
    }

    /** The first few elements of one set that are not in the other. */
    private static List<String> missing(Set<String> all, Set<String> from) {
        return all.stream().filter(each -> !from.contains(each)).limit(5).toList();
    }

    private Map<String, String> surfaces() {
        Map<String, String> surfaces = new HashMap<>();
        for (String path : List.of("prometheus", "health", "info")) {
            surfaces.put("shop " + path, Http.get(stack.ports().shopManagement(), "/actuator/" + path));
            surfaces.put("dispatcher " + path, Http.get(stack.ports().dispatcher(), "/actuator/" + path));
        }
        surfaces.put("shop's home page", Http.get(stack.ports().shop(), "/"));
        surfaces.put("what Meta received", Http.get(stack.ports().meta(), "/sandbox/events"));
        surfaces.put("Meta's page", Http.get(stack.ports().meta(), "/"));
        try (Stream<Path> logs = Files.list(known.data().get().resolve("logs"))) {
            for (Path log : logs.toList()) {
                surfaces.put("log " + log.getFileName(), Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return surfaces;
    }

    /**
     * Reads all new records of some topics, including Kafka's internal ones.
     *
     * @param read the offset up to which each partition was read; it is updated
     */
    private void read(
            Predicate<String> topics, Map<TopicPartition, Long> read, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                "localhost:" + stack.ports().kafka(),
                "max.poll.records",
                5000,
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topics.test(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, read.getOrDefault(partition, 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(each);
            }
            partitions.forEach(partition -> read.put(partition, consumer.position(partition)));
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
