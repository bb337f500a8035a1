package io.tillstream.kubernetes;

import static io.tillstream.kubernetes.Manifests.each;
import static io.tillstream.kubernetes.Manifests.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each variable in the manifests is one that the service reads, and each that it needs is there. */
class SettingsTest {

    /** The users of ../overlays/strimzi and the cluster's certificate: Strimzi makes these Secrets. */
    private static final Map<String, Set<String>> MADE_BY_STRIMZI = Map.of(
            "shop-service", Set.of("password"),
            "capi-dispatcher", Set.of("password"),
            "tillstream-cluster-ca-cert", Set.of("ca.crt"));

    private final List<JsonNode> workloads = Workloads.of(Manifests.objects()).all();

    @Test
    void every_variable_of_a_workload_is_one_that_its_service_reads() throws IOException {
        for (JsonNode workload : workloads) {
            assertThat(Workloads.environment(workload).keySet())
                    .as(name(workload))
                    .isSubsetOf(read(Workloads.service(workload)));
        }
        assertThat(Manifests.patches().stream()
                        .map(patch -> patch.at("/value/name").asString(""))
                        .filter(name -> name.matches("[A-Z_]+")))
                .hasSize(8)
                .allSatisfy(
                        name -> assertThat(read("shop-service")).contains(name).isNotEmpty());
    }

    @Test
    void every_setting_of_a_config_map_is_read_by_the_services_that_get_it() throws IOException {
        for (JsonNode kustomization : Manifests.kustomizations()) {
            for (JsonNode map : kustomization.path("configMapGenerator")) {
                Set<String> names = literals(map);
                assertThat(names).isNotEmpty();
                if (map.path("name").asString("").equals("tillstream")) {
                    assertThat(read("capi-dispatcher")).containsAll(names);
                }
                assertThat(read("shop-service")).containsAll(names);
            }
        }
    }

    @Test
    void every_variable_without_which_a_service_does_not_start_is_given() throws IOException {
        Set<String> common = Manifests.kustomizations().stream()
                .flatMap(each -> each(each.path("configMapGenerator")))
                .flatMap(map -> literals(map).stream())
                .collect(Collectors.toSet());
        Set<String> required = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| required(, or the file)? \\|")
                .matcher(Manifests.text("docs/configuration.md"))
                .results()
                .map(result -> result.group(1) + (result.group(2) == null ? "" : "_FILE"))
                .collect(Collectors.toSet());

        assertThat(required).hasSizeGreaterThan(6).contains("META_ACCESS_TOKEN_FILE");
        for (JsonNode workload : workloads) {
            Set<String> needed = new TreeSet<>(required);
            needed.retainAll(read(Workloads.service(workload)));
            Set<String> given = new TreeSet<>(common);
            given.addAll(Workloads.environment(workload).keySet());
            assertThat(needed)
                    .as(name(workload))
                    .allMatch(variable -> given.contains(variable) || given.contains(variable + "_FILE"));
        }
    }

    @Test
    void every_key_of_a_secret_is_in_the_example_or_made_by_strimzi_and_the_example_has_no_other() throws IOException {
        Map<String, Set<String>> wanted = new TreeMap<>();
        Stream.concat(Manifests.objects().stream(), Manifests.patches().stream())
                .forEach(tree -> collect(tree, wanted));
        Map<String, Set<String>> there = new TreeMap<>(MADE_BY_STRIMZI);
        for (JsonNode kustomization : Manifests.kustomizations()) {
            for (JsonNode secret : kustomization.path("secretGenerator")) {
                Path file = Manifests.FOLDER
                        .resolve("overlays/example")
                        .resolve(secret.at("/envs/0").asString(""));
                there.put(
                        secret.path("name").asString(""),
                        Files.readAllLines(file).stream()
                                .filter(line -> line.matches("[A-Z_]+=.+"))
                                .map(line -> line.substring(0, line.indexOf('=')))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }

        assertThat(wanted).isEqualTo(there);
    }

    @Test
    void senders_have_no_console_and_the_console_takes_no_orders() {
        assertThat(workloads.stream()
                        .filter(each -> Workloads.service(each).equals("capi-dispatcher"))
                        .collect(Collectors.toMap(Manifests::name, SettingsTest::roles)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("capi-dispatcher", "CONSOLE=off", "console", "INTAKE=off"));
    }

    private static String roles(JsonNode workload) {
        return Workloads.environment(workload).entrySet().stream()
                .filter(each -> each.getKey().matches("CONSOLE|INTAKE"))
                .map(each -> each.getKey() + "=" + each.getValue().path("value").asString(""))
                .collect(Collectors.joining(" "));
    }

    /** Adds each reference to a Secret's key, in variables and volumes. */
    private static void collect(JsonNode tree, Map<String, Set<String>> wanted) {
        JsonNode reference = tree.path("secretKeyRef");
        if (reference.isObject()) {
            wanted.computeIfAbsent(reference.path("name").asString(""), name -> new TreeSet<>())
                    .add(reference.path("key").asString(""));
        }
        if (tree.has("items") && (tree.has("secretName") || tree.has("name"))) {
            String secret = tree.path("secretName").asString(tree.path("name").asString(""));
            tree.path("items")
                    .forEach(item -> wanted.computeIfAbsent(secret, name -> new TreeSet<>())
                            .add(item.path("key").asString("")));
        }
        // The overlays add the password of a Kafka that others run to the first Secret of a workload.
        if (tree.path("path").asString("").endsWith("/sources/0/secret/items/-")) {
            List.of("tillstream-shop", "tillstream-dispatcher")
                    .forEach(secret -> wanted.computeIfAbsent(secret, name -> new TreeSet<>())
                            .add(tree.at("/value/key").asString("")));
        }
        tree.forEach(part -> collect(part, wanted));
    }

    private static Set<String> literals(JsonNode map) {
        return each(map.path("literals"))
                .map(literal -> literal.asString("").replaceFirst("=.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The variables in the settings of a service. */
    private static Set<String> read(String service) throws IOException {
        return Pattern.compile("\\$\\{([A-Z][A-Z_]+)[:}]")
                .matcher(Manifests.text(service + "/src/main/resources/application.yml"))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
