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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
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

    @Test
    void two_shops_send_each_message_once() throws Exception {
        admin.createOrModifyTopics(new NewTopic("two-shops", 2, (short) 1));
        transaction.executeWithoutResult(status -> {
            for (int number = 0; number < 2000; number++) {
                outbox.append(entry("two-shops", Integer.toString(number)));
            }
        });

        // In addition to the relay of the running shop.
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
    void a_crash_between_acknowledgement_and_delete_sends_messages_again_and_loses_none() {
        admin.createOrModifyTopics(new NewTopic("dies", 1, (short) 1));
        transaction.executeWithoutResult(status -> {
            List.of("1", "2", "3").forEach(key -> outbox.append(entry("dies", key)));
            // Keeps the relay of the running shop from sending them now.
            jdbc.sql("update outbox set next_try_at = now() + interval '1 hour'")
                    .update();
        });
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update outbox set next_try_at = null").update();
            OutboxSender sender = new OutboxSender(outbox, kafka, traces);
            assertThat(sender.send(outbox.lockOldest(100, List.of()))).hasSize(3);
            // The crash rolls the transaction back: no row is deleted.
            status.setRollbackOnly();
        });
        assertThat(outbox.pending()).isEqualTo(3);

        jdbc.sql("update outbox set next_try_at = null").update();

        await().until(() -> outbox.pending() == 0);
        assertThat(Topic.read("dies", record -> true))
                .extracting(record -> record.key())
                .containsExactly("1", "2", "3", "1", "2", "3");
    }

    private static OutboxEntry entry(String topic, String key) {
        return entry(topic, key, new byte[] {1});
    }

    private static OutboxEntry entry(String topic, String key, byte[] payload) {
        return new OutboxEntry(topic, key, Map.of("ce_id", key), payload);
    }
}
