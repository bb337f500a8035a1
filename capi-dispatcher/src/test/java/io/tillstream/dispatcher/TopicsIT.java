package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

/** Changes that administrators make to topics, on a separate broker. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class TopicsIT {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private final MetaStub meta;
    private OwnBroker broker;
    private String kafka;
    private Orders orders;
    private ConfigurableApplicationContext dispatcher;

    TopicsIT() throws Exception {
        meta = new MetaStub();
    }

    @BeforeEach
    void start() throws Exception {
        broker = OwnBroker.start(folder);
        kafka = broker.address();
        orders = new Orders(kafka);
        dispatcher = dispatcher();
    }

    @AfterEach
    void stop() {
        dispatcher.close();
        orders.close();
        broker.close();
        meta.close();
    }

    @Test
    void missing_receipts_are_logged_as_an_error_and_orders_go_on(CapturedOutput output) throws Exception {
        String before = sent();
        dispatcher.close();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.deleteTopics(List.of("capi.receipts.v1")).all().get();
            await().atMost(LONG).until(() -> !admin.listTopics().names().get().contains("capi.receipts.v1"));
        }

        dispatcher = dispatcher();
        sent();

        assertThat(meta.accepted(before)).isEqualTo(1);
        assertThat(output.getAll()).contains("The receipts of this partition are gone");
    }

    @Test
    void with_more_partitions_an_order_that_comes_again_in_another_one_is_still_known() throws Exception {
        List<String> before = new ArrayList<>();
        for (int order = 0; order < 30; order++) {
            before.add(sent());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createPartitions(Map.of(Orders.TOPIC, NewPartitions.increaseTo(20)))
                    .all()
                    .get();
            await().atMost(LONG).until(() -> partitions(admin, "capi.receipts.v1") == 20);
        }
        for (int order = 0; order < before.size(); order++) {
            orders.publish(before.get(order), order % 20);
        }
        // Comes after the repeated orders in every partition.
        List<String> last = new ArrayList<>();
        for (int partition = 0; partition < 20; partition++) {
            String order = orders.order("granted", Instant.now());
            orders.publish(order, partition);
            last.add(order);
        }
        await().atMost(LONG).until(() -> last.stream().allMatch(order -> meta.accepted(order) == 1));

        assertThat(before).allMatch(order -> meta.accepted(order) == 1);
    }

    @Test
    void a_hundred_thousand_receipts_are_known_before_the_first_order_of_their_partition() throws Exception {
        dispatcher.close();
        String receipt = "{\"status\":\"ACCEPTED\",\"fbtraceId\":\"A1b2C3d4E5f6\"}";
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "linger.ms", 20, "batch.size", 200_000, "compression.type", "lz4"),
                new StringSerializer(),
                new StringSerializer())) {
            for (int each = 0; each < 100_000; each++) {
                producer.send(new ProducerRecord<>(
                        "capi.receipts.v1", each % 12, new java.util.UUID(each, 7).toString(), receipt));
            }
        }

        dispatcher = dispatcher();
        sent();

        await().atMost(LONG)
                .until(() -> dispatcher
                                .getBean(MeterRegistry.class)
                                .get("dispatcher.receipts.remembered")
                                .gauge()
                                .value()
                        >= 100_000);
    }

    private ConfigurableApplicationContext dispatcher() {
        return RunningDispatcher.start(
                kafka, meta.url(), Map.of("spring.kafka.properties.metadata.max.age.ms", "1000"));
    }

    private String sent() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().atMost(LONG).until(() -> meta.accepted(order) == 1);
        return order;
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        return description.partitions().size();
    }
}
