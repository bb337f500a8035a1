package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.kafka.TopicsCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
class TopicsCommandIT {

    @Test
    void topics_are_compared_and_changed_on_request_only(@TempDir Path folder) throws Exception {
        try (OwnBroker broker = OwnBroker.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(
                            new NewTopic(Orders.TOPIC, 6, (short) 1).configs(Map.of("retention.ms", "86400000")),
                            new NewTopic("capi.receipts.v1", 20, (short) 1)))
                    .all()
                    .get();

            String difference = run(broker, 1);
            assertThat(difference)
                    .contains(
                            Orders.TOPIC
                                    + " gets 12 partitions. Kafka puts later messages of a key into another partition",
                            Orders.TOPIC + " retention.ms is 86400000; it gets 1209600000",
                            "capi.receipts.v1 has 20 partitions, more than 12; Kafka removes none",
                            "capi.receipts.v1 cleanup.policy is delete; it gets compact,delete",
                            "capi.dead-letters.v1 is missing; it gets 12 partitions, a replication of 1",
                            "Nothing was changed. topics --apply does it.");
            assertThat(admin.listTopics().names().get()).hasSize(2);

            assertThat(run(broker, 1, "--apply")).contains("Done.");
            assertThat(run(broker, 1))
                    .isEqualTo("capi.receipts.v1 has 20 partitions, more than 12; Kafka removes none\n"
                            + "Nothing can be applied.\n");
            assertThat(admin.listTopics().names().get()).hasSize(7);
            assertThat(run(broker, 2, "--aply")).contains("Usage: topics [--apply]");
        }
    }

    private static String run(OwnBroker broker, int exitCode, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = RunningDispatcher.oneAtATime(() -> TopicsCommand.run(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.address()), arguments, new PrintStream(out, true, UTF_8)));
        assertThat(code).as(out.toString(UTF_8)).isEqualTo(exitCode);
        return out.toString(UTF_8);
    }
}
