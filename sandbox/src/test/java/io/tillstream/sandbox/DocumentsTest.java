package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    @Test
    void every_variable_of_the_example_is_read_by_a_service() throws IOException {
        String settings = read("shop-service/src/main/resources/application.yml")
                + read("capi-dispatcher/src/main/resources/application.yml");
        List<String> names = Pattern.compile("(?m)^(?:# )?([A-Z][A-Z_]+)=")
                .matcher(read(".env.example"))
                .results()
                .map(result -> result.group(1))
                // Compose reads the first; Spring Boot reads OpenTelemetry's own by itself.
                .filter(name -> !name.equals("ENV_FILE") && !name.startsWith("OTEL_"))
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(25)
                .allSatisfy(name -> assertThat(settings).contains("${" + name + ":"));
    }

    @Test
    void the_readme_names_only_files_that_exist() throws IOException {
        List<String> links = Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(read("README.md"))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(RunningHouse.ROOT.resolve(link)).exists());
    }

    private static String read(String file) throws IOException {
        return Files.readString(RunningHouse.ROOT.resolve(file));
    }
}
