package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.backing.Backing;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher without any password. */
class NobodyCanSignInIT {

    @Test
    void its_console_can_only_be_read_and_only_from_this_machine() throws Exception {
        try (MetaStub meta = new MetaStub();
                ConfigurableApplicationContext dispatcher =
                        RunningDispatcher.start(Backing.kafka(), meta.url(), Map.of())) {
            ConsoleReader reader = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));

            assertThat(reader.get("/").statusCode()).isEqualTo(200);
            assertThat(reader.page("/")).contains("Nobody can sign in", "CONSOLE_OPERATORS");
            assertThat(reader.get("/", "X-Forwarded-For", "203.0.113.9").statusCode())
                    .isEqualTo(403);
            assertThat(reader.get("/", "Forwarded", "for=127.0.0.1").statusCode())
                    .isEqualTo(403);
            String foreignName = RunningDispatcher.url(dispatcher, "").replace("localhost", "127.0.0.2");
            assertThat(new ConsoleReader(foreignName).get("/").statusCode()).isEqualTo(403);
            assertThat(reader.post("/pause", "why", "I can").statusCode()).isEqualTo(403);
            assertThat(reader.post("/actuator/replay").statusCode()).isIn(401, 403, 404);
            assertThat(reader.page("/audit")).doesNotContain("I can");
        }
    }
}
