package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A topic that can refuse all messages: its size limit makes every message too large. */
record TopicThatRefuses(Stack stack, String topic) {

    static final String RECEIPTS = "capi.receipts.v1";
    static final String DEAD_LETTERS = "capi.dead-letters.v1";

    void refuses() {
        alter(new AlterConfigOp(new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "10"), AlterConfigOp.OpType.SET));
    }

    void heal() {
        alter(new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, ""), AlterConfigOp.OpType.DELETE));
    }

    private void alter(AlterConfigOp operation) {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", "localhost:" + stack.ports().kafka()))) {
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(operation)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
