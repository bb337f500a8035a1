package io.tillstream.kubernetes;

import static io.tillstream.kubernetes.Manifests.each;
import static io.tillstream.kubernetes.Manifests.name;
import static io.tillstream.kubernetes.Manifests.ofKind;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is measured, what alerts, and what more dispatchers are started by. */
class ScalingAndRulesTest {

    private final List<JsonNode> objects = Manifests.objects();

    @Test
    void the_prometheus_rule_is_what_docker_composes_prometheus_has() {
        JsonNode rule = ofKind(objects, "PrometheusRule").findFirst().orElseThrow();

        assertThat(each(rule.at("/spec/groups")))
                .as("run deploy/kubernetes/components/monitoring/rules")
                .containsExactly(group("recording.yml"), group("alerts.yml"));
    }

    @Test
    void the_jobs_of_the_rules_are_services_that_prometheus_scrapes() throws IOException {
        Set<String> jobs = Pattern.compile("job=\"([^\"]+)\"")
                .matcher(Manifests.text("deploy/observability/rules/alerts.yml"))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        List<JsonNode> monitors = ofKind(objects, "ServiceMonitor").toList();

        assertThat(jobs).hasSize(2);
        assertThat(monitors.stream().map(Manifests::name)).containsAll(jobs);
        assertThat(monitors).allSatisfy(monitor -> {
            JsonNode labels = monitor.at("/spec/selector/matchLabels");
            List<JsonNode> services = ofKind(objects, "Service")
                    .filter(service -> service.at("/metadata/labels").equals(labels))
                    .toList();
            assertThat(services.stream().map(Manifests::name)).containsExactly(name(monitor));
            JsonNode endpoint = monitor.at("/spec/endpoints/0");
            assertThat(each(services.getFirst().at("/spec/ports"))
                            .map(port -> port.path("name").asString("")))
                    .contains(endpoint.path("port").asString(""));
            assertThat(endpoint.path("path").asString("")).isEqualTo("/actuator/prometheus");
        });
    }

    @Test
    void dispatchers_scale_by_metrics_that_exist_and_not_beyond_what_partitions_feed() throws IOException {
        JsonNode scaling =
                ofKind(objects, "ScaledObject").findFirst().orElseThrow().path("spec");
        String query = scaling.at("/triggers/0/metadata/query").asString("");
        String metrics = Manifests.text("docs/operating/metrics.md");
        String recorded = Manifests.text("deploy/observability/rules/recording.yml");

        assertThat(results("\\b(?:dispatcher|resilience4j)_[a-z0-9_]+", query))
                .hasSize(4)
                .allSatisfy(name -> assertThat(metrics).contains("| `" + name + "`"));
        assertThat(results("tillstream:[a-z0-9_:]+", query))
                .hasSize(1)
                .allSatisfy(name -> assertThat(recorded).contains("record: " + name + "\n"));
        assertThat(Manifests.text("docs/operating/scaling.md")).contains("Twelve partitions");
        int concurrency = Integer.parseInt(
                results("`dispatcher.intake.concurrency` \\| `\\d+`", Manifests.text("docs/configuration.md"))
                        .getFirst()
                        .replaceAll("\\D", ""));
        assertThat(scaling.path("maxReplicaCount").asInt(-1) * concurrency).isEqualTo(12);
        assertThat(scaling.at("/fallback/replicas").asInt(-1))
                .isBetween(
                        scaling.path("minReplicaCount").asInt(-1),
                        scaling.path("maxReplicaCount").asInt(-1));
        assertThat(ofKind(objects, scaling.at("/scaleTargetRef/kind").asString(""))
                        .map(Manifests::name))
                .contains(scaling.at("/scaleTargetRef/name").asString(""));
    }

    @Test
    void users_of_kafka_have_rights_on_topics_that_exist_and_sign_in_where_the_listener_is() throws IOException {
        String names = sources("capi-dispatcher/src/main/java") + sources("platform/src/main/java");
        List<JsonNode> users = ofKind(objects, "KafkaUser").toList();

        assertThat(users).hasSize(2).allSatisfy(user -> {
            assertThat(each(user.at("/spec/authorization/acls"))
                            .map(acl -> acl.path("resource"))
                            .filter(resource ->
                                    resource.path("type").asString("").equals("topic"))
                            .filter(resource -> !resource.has("patternType"))
                            .map(resource -> resource.path("name").asString("")))
                    .isNotEmpty()
                    .allSatisfy(topic -> assertThat(names).contains('"' + topic + '"'));
            assertThat(user.at("/metadata/labels/strimzi.io~1cluster").asString(""))
                    .isEqualTo("tillstream");
        });
        JsonNode kafka = ofKind(objects, "Kafka").findFirst().orElseThrow();
        String port = kafka.at("/spec/kafka/listeners/0/port").asString("");
        assertThat(Manifests.text("deploy/kubernetes/overlays/strimzi/kustomization.yaml"))
                .contains("KAFKA_BOOTSTRAP_SERVERS=" + name(kafka) + "-kafka-bootstrap:" + port);
        assertThat(Manifests.text("deploy/kubernetes/overlays/strimzi/kafka-network.yaml"))
                .contains("port: " + port);
    }

    private static String sources(String folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Manifests.ROOT.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static JsonNode group(String file) {
        return Manifests.read(Manifests.ROOT.resolve("deploy/observability/rules/" + file))
                .getFirst()
                .at("/groups/0");
    }

    private static List<String> results(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
