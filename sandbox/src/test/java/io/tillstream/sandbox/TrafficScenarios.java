package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.traffic.Scenario;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scenarios of the traffic page. */
record TrafficScenarios(Stack stack) {

    void start(Scenario scenario, int seconds) {
        String path = "/scenarios/" + scenario + "?seconds=" + seconds;
        assertThat(Http.post(stack.ports().traffic(), path, "").statusCode()).isEqualTo(303);
    }

    /** Waits for the end of the scenario and checks that all its purchases were paid. */
    void awaitEnd(Duration most, int leastPaid) {
        await().atMost(most).until(this::over);
        JsonNode run = run();
        assertThat(run.path("phase").asString()).isEqualTo("done");
        assertThat(run.path("paid").asInt()).isGreaterThan(leastPaid);
        assertThat(run.path("failed").asInt()).isZero();
    }

    boolean over() {
        return run().path("over").asBoolean();
    }

    int paid() {
        return run().path("paid").asInt();
    }

    private JsonNode run() {
        return JsonMapper.shared().readTree(Http.get(stack.ports().traffic(), "/run"));
    }
}
