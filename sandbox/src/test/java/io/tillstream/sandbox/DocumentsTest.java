package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    /** In characters. Longer text belongs into a section of its own. */
    private static final int LONGEST_CELL = 200;

    @Test
    void every_variable_of_the_example_is_read_by_a_service() throws IOException {
        String settings = read("shop-service/src/main/resources/application.yml")
                + read("capi-dispatcher/src/main/resources/application.yml");
        List<String> names = Pattern.compile("(?m)^(?:# )?([A-Z][A-Z_]+)=")
                .matcher(read(".env.example"))
                .results()
                .map(result -> result.group(1))
                // Compose reads ENV_FILE, and Spring Boot reads the variables of OpenTelemetry.
                .filter(name -> !name.equals("ENV_FILE") && !name.startsWith("OTEL_"))
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(25)
                .allSatisfy(name -> assertThat(settings).contains("${" + name + ":"));
    }

    @Test
    void every_command_of_a_service_is_explained() throws IOException {
        String explained = read("docs/operating/commands.md");
        List<String> commands = Pattern.compile("case \"([a-z-]+)\" ->")
                .matcher(read("shop-service/src/main/java/io/tillstream/shop/ShopApplication.java")
                        + read("capi-dispatcher/src/main/java/io/tillstream/dispatcher/DispatcherApplication.java"))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(commands)
                .hasSizeGreaterThan(8)
                .allSatisfy(command -> assertThat(explained).contains("\n| `" + command + " "));
    }

    @Test
    void every_link_leads_to_a_file_and_a_heading_that_exist() throws IOException {
        for (Path document : Documents.all()) {
            assertThat(Documents.links(document))
                    .as(document.toString())
                    .allMatch(link -> Documents.leadsSomewhere(document, link));
        }
        assertThat(Documents.links(RunningStack.ROOT.resolve("README.md"))).isNotEmpty();
    }

    @Test
    void no_table_in_a_document_has_a_cell_that_is_too_long_to_read() throws IOException {
        for (Path document : Documents.all()) {
            assertThat(Files.readAllLines(document).stream()
                            .filter(line -> line.startsWith("|"))
                            .flatMap(line -> Arrays.stream(line.split("\\|"))))
                    .as(document.toString())
                    .allMatch(cell -> cell.strip().length() <= LONGEST_CELL);
        }
    }

    @Test
    void every_log_text_that_the_operating_documents_quote_is_logged_by_a_service() throws IOException {
        String sources = sources("shop-service") + sources("capi-dispatcher") + sources("platform");
        List<String> quoted = new ArrayList<>();
        for (Path document : Documents.under("docs/operating")) {
            Pattern.compile("(?:ERROR|WARN|INFO)\\s+\\*([^*]+)\\*")
                    .matcher(Files.readString(document))
                    .results()
                    .map(result -> result.group(1)
                            .replaceAll("\\s+", " ")
                            .replace("...", "")
                            .strip())
                    .forEach(quoted::add);
        }

        assertThat(quoted)
                .hasSizeGreaterThan(60)
                .allSatisfy(text -> assertThat(sources).contains(text));
    }

    /** The Java sources of a service, with the parts of each text put together. */
    private static String sources(String service) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(RunningStack.ROOT.resolve(service + "/src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        return all.toString();
    }

    private static String read(String file) throws IOException {
        return Files.readString(RunningStack.ROOT.resolve(file));
    }
}
