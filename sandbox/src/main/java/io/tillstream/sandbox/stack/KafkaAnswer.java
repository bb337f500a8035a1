package io.tillstream.sandbox.stack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits until a broker answers requests; an open port is not enough. */
final class KafkaAnswer {

    /** Milliseconds until a request is given up and the next one is sent. */
    private static final int EACH = 5000;

    private KafkaAnswer() {}

    /**
     * @param awaited false once no answer can come
     * @throws SandboxProblem if no answer comes in time, or none can come: the message has the last lines of the broker's log;
     *     and if Kafka refuses the request: the message has the reason
     */
    static void await(int port, ServiceProcess broker, Duration most, BooleanSupplier awaited) {
        long deadline = System.nanoTime() + most.toNanos();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port))) {
            while (!answers(admin)) {
                if (!awaited.getAsBoolean() || System.nanoTime() > deadline) {
                    throw broker.notReady(most);
                }
            }
        }
    }

    private static boolean answers(Admin admin) {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(EACH))
                    .nodes()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return false;
            }
            throw new SandboxProblem("Kafka does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("Interrupted while Kafka was starting", e);
        }
    }
}
