package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** The shop has a new key before the dispatcher. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class CustomerDataKeysFileIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void orders_of_a_new_key_are_sent_once_it_is_in_the_file_without_a_restart(
            @TempDir Path folder, CapturedOutput output) throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), Orders.KEYS + "\n");
        try (OwnBroker broker = OwnBroker.start(folder.resolve("broker"));
                MetaStub meta = new MetaStub();
                ConfigurableApplicationContext dispatcher = RunningDispatcher.start(
                        broker.address(),
                        meta.url(),
                        Map.of("CUSTOMER_DATA_KEYS", "", "CUSTOMER_DATA_KEYS_FILE", keys.toString()));
                Orders orders = new Orders(broker.address())) {
            String before = orders.order("granted", Instant.now());
            orders.publish(before);
            await().atMost(LONG).until(() -> meta.accepted(before) == 1);

            List<String> sealedAnew = new ArrayList<>();
            for (int order = 0; order < 40; order++) {
                String id = orders.order("granted", Instant.now(), "SGD", "k2");
                orders.publish(id);
                sealedAnew.add(id);
            }
            await().pollDelay(Duration.ofSeconds(8)).atMost(LONG).until(() -> true);
            assertThat(sealedAnew).allMatch(order -> meta.accepted(order) == 0);

            Files.writeString(keys, "no key");
            await().atMost(LONG).until(() -> output.getAll().contains("The file of a secret has no usable secret"));
            Files.writeString(keys, Orders.KEYS + "," + Orders.KEYS.replace("test:", "k2:"));

            // A handful became dead letters, to show the cause.
            await().atMost(LONG)
                    .until(() -> sealedAnew.stream()
                                    .filter(order -> meta.accepted(order) == 1)
                                    .count()
                            >= 30);
            await().atMost(LONG)
                    .until(() -> dispatcher
                                    .getBean(MeterRegistry.class)
                                    .get("dispatcher.brake")
                                    .tag("of", "key k2")
                                    .gauge()
                                    .value()
                            == 0);
        }
    }
}
