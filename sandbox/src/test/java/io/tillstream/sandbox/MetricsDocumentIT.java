package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/operating/metrics.md explains every metric of the services, and no other. */
class MetricsDocumentIT {

    /** Metrics that only appear after a fault. */
    private static final Set<String> AFTER_A_FAULT = Set.of(
            "dispatcher_at_risk_amount",
            "dispatcher_fields_unusable_total",
            "dispatcher_held",
            "dispatcher_in_doubt_total");

    private final Stack stack = RunningStack.get();

    @Test
    void every_metric_is_explained() throws Exception {
        new Shopper(stack).agrees().buys("tea-towel");
        new Guarantees(stack).hold();
        Set<String> explained = Pattern.compile("(?m)^\\| `((?:shop|dispatcher)_[a-z_]+)`")
                .matcher(Files.readString(RunningStack.ROOT.resolve("docs/operating/metrics.md")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        await().untilAsserted(() -> {
            Set<String> exposed = exposed(stack.ports().shopManagement());
            exposed.addAll(exposed(stack.ports().dispatcher()));
            assertThat(explained).containsAll(exposed);
            exposed.addAll(AFTER_A_FAULT);
            assertThat(exposed).containsAll(explained);
        });
    }

    /** Names without the suffixes that Prometheus adds for histograms and timers. */
    private static Set<String> exposed(int port) {
        String metrics = Http.get(port, "/actuator/prometheus");
        return Pattern.compile("(?m)^# TYPE ((?:shop|dispatcher)_\\w+) ")
                .matcher(metrics)
                .results()
                .map(result -> result.group(1))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
