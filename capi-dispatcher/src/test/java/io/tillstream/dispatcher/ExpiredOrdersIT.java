package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.dispatcher.backlog.Lag;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
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

/** The topic's retention is shorter than the time in which no dispatcher ran. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class ExpiredOrdersIT {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String SAID = "Kafka has deleted orders that were not sent";

    @Test
    void orders_that_kafka_deleted_while_no_dispatcher_ran_are_logged_as_an_error_once_and_counted(
            @TempDir Path folder, CapturedOutput output) throws Exception {
        try (OwnBroker broker = OwnBroker.start(folder);
                MetaStub meta = new MetaStub();
                Orders orders = new Orders(broker.address())) {
            try (ConfigurableApplicationContext before = dispatcher(broker, meta)) {
                String first = orders.order("granted", Instant.now());
                orders.publish(first, 3);
                await().atMost(LONG).until(() -> meta.accepted(first) == 1);
                assertThat(before.getBean(Lag.class).expired()).isEmpty();
            }
            String gone = orders.order("granted", Instant.now());
            for (int copy = 0; copy < 4; copy++) {
                orders.publish(gone, 3);
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
                admin.deleteRecords(Map.of(new TopicPartition(Orders.TOPIC, 3), RecordsToDelete.beforeOffset(5)))
                        .all()
                        .get();
            }
            String left = orders.order("granted", Instant.now());
            orders.publish(left, 3);

            try (ConfigurableApplicationContext after = dispatcher(broker, meta)) {
                await().atMost(LONG).until(() -> meta.accepted(left) == 1);
                ConsoleReader reader = new ConsoleReader(RunningDispatcher.url(after, ""));
                // The lag is measured several times meanwhile, also after the group has committed past the gap.
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(reader.page("/actuator/prometheus"))
                                .contains("dispatcher_orders_expired_total{partition=\"3\"} 4.0")
                                .contains("dispatcher_orders_expired_total{partition=\"4\"} 0.0")
                                .contains("dispatcher_lag_messages{partition=\"3\"} 0.0"));

                assertThat(after.getBean(Lag.class).expired()).containsExactly(Map.entry(3, 4L));
                assertThat(meta.accepted(gone)).isZero();
                assertThat(output.getAll()).containsOnlyOnce(SAID);
                assertThat(output.getAll()
                                .lines()
                                .filter(line -> line.contains(SAID))
                                .findFirst())
                        .get()
                        .asString()
                        .contains("ERROR", "partition=\"3\"", "orders=\"4\"", "from=\"1\"", "to=\"4\"");
            }
        }
    }

    private static ConfigurableApplicationContext dispatcher(OwnBroker broker, MetaStub meta) {
        return RunningDispatcher.start(broker.address(), meta.url(), Map.of());
    }
}
