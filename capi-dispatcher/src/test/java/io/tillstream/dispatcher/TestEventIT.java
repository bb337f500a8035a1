package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.check.TestEventCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TestEventIT {

    private final MetaStub meta = MetaStub.start();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        meta.close();
    }

    @Test
    void a_test_event_reaches_metas_test_view_without_kafka() {
        assertThat(send("TEST12345")).as(said()).isZero();

        JsonNode request = meta.requests.getFirst();
        assertThat(request.path("test_event_code").asString()).isEqualTo("TEST12345");
        assertThat(request.path("data").size()).isEqualTo(1);
        assertThat(request.path("data").get(0).path("custom_data").path("value").asInt())
                .isEqualTo(1);
        assertThat(request.toString()).doesNotContain("trial@example.com");
        assertThat(meta.paths.getFirst()).contains("/123/events");
        assertThat(said())
                .startsWith("Meta shows a test event under Test events, but does not set it apart")
                .contains("Meta took it. Look under Test events in Events Manager");
    }

    @Test
    void what_meta_refuses_is_said() {
        meta.troubles.add(new MetaStub.Trouble(400, "{\"error\":{\"code\":190,\"message\":\"expired\"}}"));

        assertThat(send("TEST12345")).isEqualTo(1);
        assertThat(said()).contains("Meta refuses the token, the dataset or the version: expired");
    }

    @Test
    void nothing_is_sent_without_a_code() {
        assertThat(send("--help")).isEqualTo(2);
        assertThat(send()).isEqualTo(2);
        assertThat(said()).contains("Usage: test-event CODE");
        assertThat(meta.requests).isEmpty();
    }

    private int send(String... arguments) {
        return RunningDispatcher.oneAtATime(() -> TestEventCommand.run(
                Clocks.class,
                Map.of("META_PIXEL_ID", "123", "META_ACCESS_TOKEN", "token", "META_API_BASE", meta.url()),
                arguments,
                new PrintStream(out, true, UTF_8)));
    }

    private String said() {
        return out.toString(UTF_8);
    }
}
