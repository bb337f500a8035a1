package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.backing.Backing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher for which nobody is set up. */
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class PrintedPasswordIT {

    private static final Pattern PRINTED = Pattern.compile("the name operator has the password ([\\w-]{24}) here");

    @Test
    void the_log_has_a_password_once_and_with_it_an_operator_acts(CapturedOutput output) throws Exception {
        try (MetaStub meta = new MetaStub();
                ConfigurableApplicationContext dispatcher = start(meta, Map.of())) {
            List<MatchResult> printed =
                    PRINTED.matcher(output.getAll()).results().toList();
            assertThat(printed).hasSize(1);
            String password = printed.getFirst().group(1);

            ConsoleReader reader = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));
            assertThat(reader.get("/").uri().getPath()).isEqualTo("/sign-in");
            assertThat(reader.post("/pause", "why", "I can").uri().getPath()).isNotEqualTo("/pause");
            reader.signIn("operator", "a password of nobody's");
            assertThat(reader.get("/audit").uri().getPath()).isEqualTo("/sign-in");

            reader.signIn("operator", password);
            assertThat(reader.page("/audit")).contains("operator, operator").doesNotContain("I can");
            assertThat(reader.page("/config")).doesNotContain(password);
            assertThat(output.getAll()).containsOnlyOnce(password);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONSOLE_OPERATORS", "CONSOLE_ANALYSTS"})
    void with_anybody_set_up_no_password_is_printed(String who, CapturedOutput output) throws Exception {
        try (MetaStub meta = new MetaStub();
                ConfigurableApplicationContext dispatcher =
                        start(meta, Map.of(who, "jo:" + RunningDispatcher.PASSWORD))) {
            assertThat(dispatcher.isRunning()).isTrue();
            assertThat(output.getAll()).doesNotContain("Nobody is set up");
        }
    }

    private static ConfigurableApplicationContext start(MetaStub meta, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of("CONSOLE_OPERATORS", "", "CONSOLE_ANALYSTS", ""));
        settings.putAll(more);
        return RunningDispatcher.start(Backing.kafka(), meta.url(), settings);
    }
}
