package io.tillstream.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KafkaAnswerTest {

    @TempDir
    private Path folder;

    /** Much less than the time that the broker has to answer. */
    @Test
    @Timeout(60)
    void a_broker_that_ends_during_its_start_is_reported_with_its_log_and_not_awaited() throws IOException {
        ServiceProcess broker =
                new ServiceProcess("Kafka", List.of("-version"), Map.of(), folder.resolve("kafka.log"), null);
        broker.start();
        // Nobody answers on this port, and nobody else takes it.
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            KafkaAnswer.await(silent.getLocalPort(), broker, Duration.ofMinutes(10), broker::alive))
                    .isInstanceOf(SandboxProblem.class)
                    .hasMessageContaining("Kafka ended during its start.")
                    .hasMessageContaining("Runtime Environment");
        }
    }
}
