package io.tillstream.shop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import io.tillstream.shop.trace.Traces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
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
import org.springframework.transaction.support.TransactionTemplate;

/** A message, a partition or a topic that Kafka refuses does not stop the others. */
class KafkaRefusesIT extends RunningShop {

    @Autowired
    private Outbox outbox;

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
    void a_too_large_message_is_set_aside_with_later_ones_of_its_key_and_others_are_sent() {
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
    void a_message_that_the_client_rejects_is_set_aside_and_others_are_sent() {
        Acknowledging producer = new Acknowledging("good");
        OutboxSender sender =
                new OutboxSender(outbox, new KafkaTemplate<>(new MockProducerFactory<>(() -> producer)), traces);
        transaction.executeWithoutResult(status -> {
            outbox.append(entry("same", "odd"));
            outbox.append(entry("same", "good"));

            assertThat(sender.send(outbox.lockOldest(100, List.of()))).hasSize(1);

            assertThat(sender.paused()).isEmpty();
            assertThat(outbox.aside()).isEqualTo(1);
            status.setRollbackOnly();
        });
    }

    @Test
    void a_missing_topic_does_not_delay_others() {
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
    void a_failing_partition_delays_only_its_own_messages_and_a_topic_is_paused_once_per_batch() {
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
            assertThat(sender.paused()).containsExactly("nothing");
            assertThat(jdbc.sql("select key from outbox where next_try_at is not null order by id")
                            .query(String.class)
                            .list())
                    .containsExactly("bad", "bad too");
            assertThat(outbox.aside()).as("no message itself is refused").isZero();
            status.setRollbackOnly();
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> sender.paused().isEmpty());
    }

    /** Answers on flush: one key is acknowledged, all others time out. */
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

        /** The template closes it after each use. */
        @Override
        public void close(Duration timeout) {}
    }

    private static OutboxEntry entry(String topic, String key) {
        return entry(topic, key, new byte[] {1});
    }

    private static OutboxEntry entry(String topic, String key, byte[] payload) {
        return new OutboxEntry(topic, key, Map.of("ce_id", key), payload);
    }
}
