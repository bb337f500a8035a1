package io.tillstream.shop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import io.tillstream.shop.trace.Traces;
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

class OutboxRelayTest extends RunningShop {

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

        // Two more beside the running shop's own.
        try (ExecutorService shops = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (int shop = 0; shop < 2; shop++) {
                OutboxRelay relay = new OutboxRelay(
                        outbox,
                        new OutboxNudge(),
                        kafka,
                        transaction,
                        new OutboxSettings("unused:1", java.time.Duration.ofMillis(10), 100),
                        traces);
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

    private static OutboxEntry entry(String topic, String key) {
        return new OutboxEntry(topic, key, Map.of("ce_id", key), new byte[] {1});
    }
}
