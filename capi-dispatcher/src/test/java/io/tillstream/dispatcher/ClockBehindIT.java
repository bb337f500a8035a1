package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class ClockBehindIT {

    @Test
    void orders_wait_while_the_clock_is_hours_behind_and_an_order_with_an_impossible_time_is_dead_lettered(
            @TempDir Path folder, CapturedOutput output) throws Exception {
        try (OwnBroker broker = OwnBroker.start(folder);
                MetaStub meta = new MetaStub();
                Orders orders = new Orders(broker.address());
                ConfigurableApplicationContext dispatcher =
                        RunningDispatcher.start(broker.address(), meta.url(), Map.of())) {
            assertThat(dispatcher.isRunning()).isTrue();
            Instant later = Instant.now().plus(Duration.ofHours(3));
            Instant never = Instant.now().plus(Duration.ofDays(300));
            String ahead = orders.order("granted", later);
            String lying = orders.order("granted", later);
            String farOff = orders.order("granted", never);
            String good = orders.order("granted", Instant.now());
            // In another partition: orders behind a waiting one count as lag too.
            orders.publish(ahead, 0, later.plusSeconds(1));
            orders.publish(lying, 1, Instant.now());
            orders.publish(farOff, 1, never.plusSeconds(1));
            orders.publish(good, 1);

            await().atMost(Duration.ofSeconds(30)).until(() -> meta.accepted(good) == 1);
            ConsoleReader console = ConsoleReader.signedIn(dispatcher);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(console.page("/actuator/prometheus"))
                            .containsPattern(
                                    "dispatcher_events_total\\{.*outcome=\"dead_lettered\",reason=\"schema\"} 2\\.0")
                            .containsPattern("dispatcher_lag_messages\\{partition=\"0\"} 1\\.0")
                            .containsPattern("dispatcher_held\\{by=\"clock\"} 1"));
            assertThat(output.getAll()).contains("the clock here is behind");
            assertThat(meta.accepted(ahead)).isZero();
        }
    }
}
