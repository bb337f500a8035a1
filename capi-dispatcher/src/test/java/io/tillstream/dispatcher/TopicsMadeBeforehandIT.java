package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
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

/** A platform team created the topic of orders with its own settings. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class TopicsMadeBeforehandIT {

    private static final Duration LONG = Duration.ofSeconds(40);

    @Test
    void an_order_is_known_in_another_partition_also_after_six_partitions_have_become_twelve_and_a_restart(
            @TempDir Path folder) throws Exception {
        try (OwnBroker broker = OwnBroker.start(folder);
                MetaStub meta = new MetaStub();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
                Orders orders = new Orders(broker.address())) {
            admin.createTopics(List.of(new NewTopic(Orders.TOPIC, Optional.of(6), Optional.empty())))
                    .all()
                    .get();
            String order = orders.order("granted", Instant.now());
            try (ConfigurableApplicationContext dispatcher =
                    RunningDispatcher.start(broker.address(), meta.url(), Map.of())) {
                orders.publish(order, 5);
                await().atMost(LONG).until(() -> meta.accepted(order) == 1);
                assertThat(dispatcher.isRunning()).isTrue();
            }
            admin.createPartitions(Map.of(Orders.TOPIC, NewPartitions.increaseTo(12)))
                    .all()
                    .get();

            String last = orders.order("granted", Instant.now());
            try (ConfigurableApplicationContext dispatcher =
                    RunningDispatcher.start(broker.address(), meta.url(), Map.of())) {
                await().atMost(LONG).until(() -> partitions(admin, "capi.receipts.v1") == 12);
                orders.publish(order, 11);
                orders.publish(last, 11);
                await().atMost(LONG).until(() -> meta.accepted(last) == 1);
                assertThat(dispatcher.isRunning()).isTrue();
            }
            assertThat(meta.accepted(order)).isEqualTo(1);
        }
    }

    @Test
    void a_topic_of_orders_with_six_partitions_is_kept_and_its_problems_are_logged(
            @TempDir Path folder, CapturedOutput output) throws Exception {
        try (OwnBroker broker = OwnBroker.start(folder);
                MetaStub meta = new MetaStub();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic(Orders.TOPIC, Optional.of(6), Optional.empty())
                            .configs(Map.of("retention.ms", "86400000"))))
                    .all()
                    .get();

            try (ConfigurableApplicationContext dispatcher =
                            RunningDispatcher.start(broker.address(), meta.url(), Map.of());
                    Orders orders = new Orders(broker.address())) {
                String order = orders.order("granted", Instant.now());
                orders.publish(order, 5);
                await().atMost(LONG).until(() -> meta.accepted(order) == 1);

                assertThat(partitions(admin, Orders.TOPIC)).isEqualTo(6);
                assertThat(partitions(admin, "capi.receipts.v1")).isEqualTo(6);
                assertThat(partitions(admin, "capi.dead-letters.v1")).isEqualTo(6);
                assertThat(partitions(admin, "capi.attempts.v1")).isEqualTo(1);
                String[] told = await().atMost(LONG)
                        .until(
                                () -> output.getAll()
                                        .lines()
                                        .filter(line -> line.contains("A topic is set up wrongly"))
                                        .toArray(String[]::new),
                                lines -> lines.length > 0);
                assertThat(Arrays.asList(told))
                        .singleElement()
                        .asString()
                        .contains("ERROR", Orders.TOPIC, "retention.ms", "86400000", "kafka-configs.sh");
                String metrics = new ConsoleReader(RunningDispatcher.url(dispatcher, "")).page("/actuator/prometheus");
                assertThat(metrics)
                        .contains("dispatcher_topic_findings{topic=\"shop.order-completed.v1\"} 1.0")
                        .contains("dispatcher_topic_findings{topic=\"capi.receipts.v1\"} 0.0");
            }
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }
}
