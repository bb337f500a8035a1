package io.tillstream.shop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import io.tillstream.shop.trace.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

class OutboxRelayIT extends RunningShop {

    @Autowired
    private Outbox outbox;

    @Autowired
    private KafkaTemplate<String, byte[]> kafka;

    @Autowired
    private KafkaAdmin admin;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Traces traces;

    @Autowired
    private OutboxHealth health;

    @Autowired
    private HttpCodeStatusMapper statuses;

    @Test
    void two_shops_send_each_message_once() throws Exception {
        admin.createOrModifyTopics(new NewTopic("two-shops", 2, (short) 1));
        transaction.executeWithoutResult(status -> {
            for (int number = 0; number < 2000; number++) {
                outbox.append(entry("two-shops", Integer.toString(number)));
            }
        });

        // Two more beside the running shop's own.
        try (ExecutorService shops = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (int shop = 0; shop < 2; shop++) {
                OutboxRelay relay = new OutboxRelay(
                        outbox,
                        new OutboxNudge(),
                        new OutboxSender(outbox, kafka, traces),
                        transaction,
                        new OutboxSettings("unused:1", Duration.ofMillis(10), 100));
                both.add(shops.submit(() -> {
                    while (outbox.pending() > 0) {
                        relay.drain();
                    }
                }));
            }
            for (Future<?> each : both) {
                each.get();
            }
        }

        List<String> keys = Topic.read("two-shops", record -> true).stream()
                .map(record -> record.key())
                .toList();
        Set<String> distinct = new HashSet<>(keys);
        assertThat(keys).hasSize(2000);
        assertThat(distinct).hasSize(2000);
    }

    @Test
    void a_message_of_a_transaction_that_fails_is_never_sent() {
        admin.createOrModifyTopics(new NewTopic("rolled-back", 1, (short) 1));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    outbox.append(entry("rolled-back", "never"));
                    throw new IllegalStateException("the order was not paid after all");
                }))
                .isInstanceOf(IllegalStateException.class);
        transaction.executeWithoutResult(status -> outbox.append(entry("rolled-back", "always")));

        await().until(() -> outbox.pending() == 0);
        assertThat(Topic.read("rolled-back", record -> true))
                .extracting(record -> record.key())
                .containsExactly("always");
    }

    @Test
    void a_message_without_a_transaction_is_refused() {
        assertThatThrownBy(() -> outbox.append(entry("any", "key")))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void a_message_that_is_too_large_waits_aside_with_those_of_its_key_and_others_pass() {
        admin.createOrModifyTopics(new NewTopic("too-large", 1, (short) 1));
        transaction.executeWithoutResult(status -> {
            outbox.append(entry("too-large", "large", new byte[2_000_000]));
            outbox.append(entry("too-large", "large", new byte[] {1}));
            outbox.append(entry("too-large", "small"));
        });

        await().untilAsserted(() -> assertThat(Topic.read("too-large", record -> true))
                .extracting(record -> record.key())
                .containsExactly("small"));
        await().untilAsserted(() -> assertThat(outbox.aside()).isEqualTo(1));
        assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(statuses.getStatusCode(Status.OUT_OF_SERVICE)).isEqualTo(503);
        assertThat(statuses.getStatusCode(Status.DOWN)).isEqualTo(503);
        assertThat(statuses.getStatusCode(new Status("DEGRADED"))).isEqualTo(200);
        transaction.executeWithoutResult(status -> outbox.append(entry("too-large", "later")));
        await().untilAsserted(() -> assertThat(Topic.read("too-large", record -> true))
                .extracting(record -> record.key())
                .containsExactly("small", "later"));
        assertThat(outbox.pending()).isEqualTo(2);

        jdbc.sql("update outbox set payload = '\\x01', next_try_at = null").update();
        await().untilAsserted(() -> assertThat(Topic.read("too-large", record -> true))
                .extracting(record -> record.key())
                .containsExactly("small", "later", "large", "large"));
        assertThat(outbox.aside()).isZero();
        await().untilAsserted(
                        () -> assertThat(health.health().getStatus().getCode()).isEqualTo("UP"));
    }

    @Test
    void a_shop_that_dies_between_kafkas_word_and_the_delete_sends_its_messages_again_and_loses_none() {
        admin.createOrModifyTopics(new NewTopic("dies", 1, (short) 1));
        transaction.executeWithoutResult(status -> {
            List.of("1", "2", "3").forEach(key -> outbox.append(entry("dies", key)));
            // The running shop is to leave them alone for now.
            jdbc.sql("update outbox set next_try_at = now() + interval '1 hour'")
                    .update();
        });
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update outbox set next_try_at = null").update();
            OutboxSender sender = new OutboxSender(outbox, kafka, traces);
            assertThat(sender.send(outbox.lockOldest(100, List.of()))).hasSize(3);
            // Its transaction dies with it: no row is deleted.
            status.setRollbackOnly();
        });
        assertThat(outbox.pending()).isEqualTo(3);

        jdbc.sql("update outbox set next_try_at = null").update();

        await().until(() -> outbox.pending() == 0);
        assertThat(Topic.read("dies", record -> true))
                .extracting(record -> record.key())
                .containsExactly("1", "2", "3", "1", "2", "3");
    }

    @Test
    void a_message_of_which_the_client_makes_nothing_waits_aside_and_others_pass() {
        Acknowledging producer = new Acknowledging("good");
        OutboxSender sender =
                new OutboxSender(outbox, new KafkaTemplate<>(new MockProducerFactory<>(() -> producer)), traces);
        transaction.executeWithoutResult(status -> {
            outbox.append(entry("same", "odd"));
            outbox.append(entry("same", "good"));

            assertThat(sender.send(outbox.lockOldest(100, List.of()))).hasSize(1);

            assertThat(sender.resting()).isEmpty();
            assertThat(outbox.aside()).isEqualTo(1);
            status.setRollbackOnly();
        });
    }

    @Test
    void a_topic_that_is_not_there_holds_no_other() {
        admin.createOrModifyTopics(new NewTopic("there", 1, (short) 1));
        transaction.executeWithoutResult(status -> {
            outbox.append(entry("not there", "no topic has a blank in its name"));
            for (int number = 0; number < 20; number++) {
                outbox.append(entry("there", Integer.toString(number)));
            }
        });

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Topic.read("there", record -> true)).hasSize(20));
        assertThat(outbox.pending()).isEqualTo(1);
        jdbc.sql("delete from outbox").update();
    }

    @Test
    void a_topic_rests_longer_each_time_and_no_more_once_it_has_passed() {
        AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
        RestingTopics topics = new RestingTopics(nanoTime::get);
        topics.failed("a", new IllegalStateException("away"));
        assertThat(topics.now()).containsExactly("a");
        nanoTime.addAndGet(Duration.ofMillis(1001).toNanos());
        assertThat(topics.now()).isEmpty();

        for (int time = 0; time < 10; time++) {
            topics.failed("a", new IllegalStateException("away"));
        }
        nanoTime.addAndGet(Duration.ofSeconds(14).toNanos());
        assertThat(topics.now()).containsExactly("a");
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(topics.now()).isEmpty();
        topics.passed("a");
        topics.failed("a", new IllegalStateException("away"));
        nanoTime.addAndGet(Duration.ofMillis(1001).toNanos());
        assertThat(topics.now()).isEmpty();
    }

    @Test
    void a_partition_that_takes_nothing_holds_its_own_messages_and_a_topic_rests_once_a_batch() {
        Acknowledging producer = new Acknowledging("good");
        OutboxSender sender =
                new OutboxSender(outbox, new KafkaTemplate<>(new MockProducerFactory<>(() -> producer)), traces);
        transaction.executeWithoutResult(status -> {
            for (String key : List.of("bad", "good", "bad too")) {
                outbox.append(entry("partly", key));
            }
            for (int number = 0; number < 5; number++) {
                outbox.append(entry("nothing", "bad " + number));
            }

            List<Long> taken = sender.send(outbox.lockOldest(100, List.of()));

            assertThat(taken).hasSize(1);
            assertThat(sender.resting()).containsExactly("nothing");
            assertThat(jdbc.sql("select key from outbox where next_try_at is not null order by id")
                            .query(String.class)
                            .list())
                    .containsExactly("bad", "bad too");
            assertThat(outbox.aside()).as("none is to blame itself").isZero();
            status.setRollbackOnly();
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> sender.resting().isEmpty());
    }

    /** Answers when it is flushed: one key is taken, all others time out. */
    private static final class Acknowledging extends MockProducer<String, byte[]> {

        private final String taken;
        private final Map<ProducerRecord<String, byte[]>, Callback> open = new LinkedHashMap<>();

        private Acknowledging(String taken) {
            this.taken = taken;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            if (record.key().equals("odd")) {
                throw new IllegalArgumentException("no such partition");
            }
            open.put(record, callback);
            return new CompletableFuture<>();
        }

        @Override
        public synchronized void flush() {
            open.forEach((record, callback) -> {
                boolean takes = record.key().equals(taken);
                callback.onCompletion(
                        takes ? new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0) : null,
                        takes ? null : new TimeoutException("not enough replicas"));
            });
            open.clear();
        }

        /** The template gives it back after each use. */
        @Override
        public void close(Duration timeout) {}
    }

    @Test
    void a_topic_that_was_made_beforehand_keeps_its_partitions() {
        admin.createOrModifyTopics(new NewTopic("made-beforehand", 5, (short) 1));
        Topics topics = new Topics(admin, new TopicSettings(null));

        NewTopic made = topics.topic("made-beforehand", 12, Duration.ofDays(14)).build();
        NewTopic fresh = topics.topic("not-made-yet", 12, Duration.ofDays(14)).build();

        assertThat(made.numPartitions()).isEqualTo(5);
        assertThat(fresh.numPartitions()).isEqualTo(12);
        assertThat(fresh.replicationFactor()).as("as many as there are brokers").isEqualTo((short) 1);
        assertThat(fresh.configs()).doesNotContainKey("min.insync.replicas");
        assertThat(new TopicSettings(null).replication(5)).isEqualTo(3);
        assertThat(new TopicSettings(4).replication(5)).isEqualTo(4);
    }

    private static OutboxEntry entry(String topic, String key) {
        return entry(topic, key, new byte[] {1});
    }

    private static OutboxEntry entry(String topic, String key, byte[] payload) {
        return new OutboxEntry(topic, key, Map.of("ce_id", key), payload);
    }
}
