package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules, alerts and dashboard of deploy/observability. */
class ObservabilityIT {

    private static final Path FOLDER = RunningStack.ROOT.resolve("deploy/observability");
    private static final Path RULES = FOLDER.resolve("rules");
    private static final Pattern METRIC = Pattern.compile("\\b(?:shop|dispatcher|resilience4j)_[a-z0-9_]+");
    private static final Pattern RECORDED = Pattern.compile("tillstream:[a-z0-9_]+:[a-z0-9_]+");

    /** Metrics that only appear once orders wait or an answer is lost. */
    private static final Set<String> AFTER_A_FAULT =
            Set.of("dispatcher_at_risk_amount", "dispatcher_held", "dispatcher_in_doubt_total");

    @Test
    void the_rules_are_valid_and_the_alerts_pass_their_tests() throws Exception {
        assertThat(promtool(RULES, "check", "rules", "recording.yml", "alerts.yml"))
                .contains("SUCCESS");
        assertThat(promtool(RULES, "test", "rules", "alerts_test.yml")).contains("SUCCESS");
    }

    @Test
    void every_alert_has_a_test_a_description_an_action_and_a_runbook() throws IOException {
        String tests = Files.readString(RULES.resolve("alerts_test.yml"));
        List<Map<String, Object>> alerts = rules("alerts.yml");

        assertThat(alerts).hasSizeGreaterThan(10).allSatisfy(alert -> {
            Map<?, ?> says = (Map<?, ?>) alert.get("annotations");
            assertThat(says.keySet().stream().map(String::valueOf))
                    .containsExactlyInAnyOrder("summary", "description", "action", "runbook");
            String runbook = String.valueOf(says.get("runbook"));
            assertThat(runbook).startsWith("docs/operating/");
            assertThat(Documents.leadsSomewhere(RunningStack.ROOT, runbook))
                    .as(runbook)
                    .isTrue();
            assertThat(Map.of("warning", 1, "critical", 1))
                    .containsKey(String.valueOf(((Map<?, ?>) alert.get("labels")).get("severity")));
            assertThat(tests)
                    .as("a test in which it fires")
                    .containsPattern("alertname: " + alert.get("alert") + "\\n\\s+exp_alerts:\\n");
        });
    }

    @Test
    void every_metric_that_a_rule_or_a_panel_names_is_exposed_by_a_running_service() throws Exception {
        new Shopper(RunningStack.get()).agrees().buys("tea-towel");
        Set<String> named = expressions()
                .flatMap(expression -> METRIC.matcher(expression).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(AFTER_A_FAULT);

        assertThat(named).hasSizeGreaterThan(20);
        await().untilAsserted(() -> assertThat(exposed()).containsAll(named));
    }

    @Test
    void every_panel_has_a_description_a_unit_and_a_valid_query(@TempDir Path folder) throws Exception {
        List<JsonNode> panels = panels();
        assertThat(panels).hasSizeGreaterThan(15).allSatisfy(panel -> {
            assertThat(panel.path("description").asString()).contains("Scope:");
            assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).isNotEmpty();
        });
        assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        Set<Object> recorded =
                rules("recording.yml").stream().map(rule -> rule.get("record")).collect(Collectors.toSet());
        assertThat(expressions()
                        .flatMap(expression ->
                                RECORDED.matcher(expression).results().map(MatchResult::group)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(recorded).contains(name));

        StringBuilder asRules = new StringBuilder("groups: [{name: panels, rules: [\n");
        int number = 0;
        for (String expression : queries(panels)) {
            asRules.append("{record: 'panel:")
                    .append(number++)
                    .append("', expr: '")
                    .append(expression.replace("$__rate_interval", "5m").replace("'", "''"))
                    .append("'},\n");
        }
        Files.writeString(folder.resolve("panels.yml"), asRules + "]}]\n");
        assertThat(promtool(folder, "check", "rules", "panels.yml")).contains("SUCCESS: " + number);
    }

    private static Stream<String> expressions() throws IOException {
        return Stream.of(rules("recording.yml"), rules("alerts.yml"))
                .flatMap(List::stream)
                .map(rule -> String.valueOf(rule.get("expr")))
                .collect(Collectors.collectingAndThen(Collectors.toCollection(ArrayList::new), all -> {
                    all.addAll(queries(panels()));
                    return all.stream();
                }));
    }

    private static List<String> queries(List<JsonNode> panels) {
        return panels.stream()
                .flatMap(panel -> StreamSupport.stream(panel.path("targets").spliterator(), false))
                .map(target -> target.path("expr").asString())
                .toList();
    }

    private static List<JsonNode> panels() {
        JsonNode dashboard = JsonMapper.shared()
                .readTree(FOLDER.resolve("grafana/dashboards/tillstream.json").toFile());
        return StreamSupport.stream(dashboard.path("panels").spliterator(), false)
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    /** The rules of the single group in a file. */
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules(String file) throws IOException {
        Map<String, List<Map<String, Object>>> content = new Yaml().load(Files.readString(RULES.resolve(file)));
        return (List<Map<String, Object>>) content.get("groups").getFirst().get("rules");
    }

    /** The metric names of both services. */
    private static Set<String> exposed() {
        Stack stack = RunningStack.get();
        Set<String> names = new TreeSet<>();
        for (int port : new int[] {stack.ports().shopManagement(), stack.ports().dispatcher()}) {
            Http.get(port, "/actuator/prometheus")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
        }
        return names;
    }

    private static String promtool(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("promtool", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        } catch (IOException e) {
            assumeTrue(false, "promtool is not on the PATH: " + e.getMessage());
            return "";
        } finally {
            Files.delete(output);
        }
    }
}
