package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    @Test
    void every_step_of_the_order_path_in_this_service_exists() throws Exception {
        String path = Files.readString(Path.of("../docs/order-path.md")).split("\\*\\*capi-dispatcher")[1];
        List<MatchResult> steps = Pattern.compile("`(\\w+)\\.(\\w+)\\.(\\w+)`")
                .matcher(path)
                .results()
                .toList();

        assertThat(steps).hasSizeGreaterThanOrEqualTo(6);
        for (MatchResult step : steps) {
            Class<?> type = Class.forName("io.tillstream.dispatcher." + step.group(1) + "." + step.group(2));
            assertThat(Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()))
                    .as(step.group())
                    .contains(step.group(3));
        }
    }

    @Test
    void every_variable_that_the_dispatcher_reads_is_in_the_example() throws IOException {
        String example = Files.readString(Path.of("../.env.example"));

        assertThat(Pattern.compile("\\$\\{([A-Z_]+)[:}]")
                        .matcher(Files.readString(Path.of("src/main/resources/application.yml")))
                        .results()
                        .map(result -> result.group(1)))
                .hasSizeGreaterThan(7)
                .allSatisfy(name -> assertThat(example).containsPattern("(?m)^(# )?" + name + "="));
    }
}
