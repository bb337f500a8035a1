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
class LiveOrderIT {

    @Test
    void it_is_neither_lost_nor_sent_while_the_dispatcher_is_set_for_tests(@TempDir Path folder, CapturedOutput output)
            throws Exception {
        try (OwnBroker broker = OwnBroker.start(folder);
                MetaStub meta = new MetaStub();
                Orders orders = new Orders(broker.address());
                ConfigurableApplicationContext dispatcher =
                        RunningDispatcher.start(broker.address(), meta.url(), Map.of())) {
            assertThat(dispatcher.isRunning()).isTrue();
            String test = orders.order("granted", Instant.now());
            orders.publish(test, 0);
            await().atMost(Duration.ofSeconds(30)).until(() -> meta.accepted(test) == 1);

            String live = orders.order("granted", Instant.now());
            orders.publish(live, orders.message(live).replace("\"livemode\":false", "\"livemode\":true"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> output.getAll().contains("A live order has come, but META_TEST_EVENT_CODE is set"));
            assertThat(meta.accepted(live)).isZero();
            ConsoleReader console = ConsoleReader.signedIn(dispatcher);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(console.page("/actuator/prometheus"))
                            .containsPattern("dispatcher_lag_messages\\{partition=\"\\d+\"} 1\\.0"));
        }
    }
}
