package io.tillstream.kubernetes;

import static io.tillstream.kubernetes.Manifests.each;
import static io.tillstream.kubernetes.Manifests.kind;
import static io.tillstream.kubernetes.Manifests.name;
import static io.tillstream.kubernetes.Manifests.ofKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.node.ObjectNode;

/** The manifests fit together: what one names, another has. */
class ManifestsTest {

    private final List<JsonNode> objects = Manifests.objects();
    private final Workloads workloads = Workloads.of(objects);

    @Test
    void every_object_has_only_fields_that_its_kind_has() throws Exception {
        assertThat(objects).hasSizeGreaterThan(20);
        for (JsonNode object : objects) {
            assertThat(Strict.read(object))
                    .as(kind(object) + " " + name(object))
                    .isNotNull();
        }
    }

    @Test
    void a_misspelt_field_of_any_object_is_refused() {
        for (JsonNode object : objects) {
            ObjectNode misspelt = (ObjectNode) object.deepCopy();
            ObjectNode inside = (ObjectNode) misspelt.path(misspelt.has("spec") ? "spec" : "metadata");
            inside.put("replica", 2);

            assertThatThrownBy(() -> Strict.read(misspelt))
                    .as(kind(object) + " " + name(object))
                    .isInstanceOf(UnrecognizedPropertyException.class);
        }
    }

    @Test
    void every_selector_means_pods_and_a_workload_selects_its_own() {
        for (JsonNode workload : workloads.all()) {
            assertThat(workloads.selectedBy(workload.at("/spec/selector")))
                    .as(name(workload))
                    .containsExactly(workload);
        }
        ofKind(objects, "Service", "PodDisruptionBudget")
                .forEach(each -> assertThat(workloads.selectedBy(each.at("/spec/selector")))
                        .as(kind(each) + " " + name(each))
                        .hasSize(1));
        ofKind(objects, "NetworkPolicy")
                .forEach(policy -> assertThat(workloads.selectedBy(policy.at("/spec/podSelector")))
                        .as(name(policy))
                        .isNotEmpty());
        for (JsonNode workload : workloads.all()) {
            for (JsonNode spread : workload.at("/spec/template/spec/topologySpreadConstraints")) {
                assertThat(workloads.selectedBy(spread.path("labelSelector"))).containsExactly(workload);
            }
        }
    }

    @Test
    void every_workload_that_takes_orders_or_sells_spreads_and_has_a_disruption_budget() {
        Set<JsonNode> protectedOnes = ofKind(objects, "PodDisruptionBudget")
                .flatMap(budget -> workloads.selectedBy(budget.at("/spec/selector")))
                .collect(Collectors.toSet());

        assertThat(protectedOnes.stream().map(Manifests::name))
                .containsExactlyInAnyOrder("shop-service", "capi-dispatcher");
        assertThat(protectedOnes)
                .allSatisfy(workload -> assertThat(workload.at("/spec/template/spec/topologySpreadConstraints"))
                        .hasSize(2));
    }

    @Test
    void probes_ask_for_paths_that_the_services_have_on_a_port_that_the_container_has() throws Exception {
        String health = Manifests.text("docs/operating/console.md");
        for (JsonNode workload : workloads.all()) {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode request = Workloads.container(workload).path(probe).path("httpGet");
                assertThat(health).contains("`" + request.path("path").asString("") + "`");
                assertThat(request.path("path").asString(""))
                        .endsWith("/" + probe.replace("Probe", "").toLowerCase(java.util.Locale.ROOT));
                assertThat(Workloads.ports(workload))
                        .contains(request.path("port").asString(""));
            }
        }
    }

    @Test
    void services_lead_to_ports_that_their_pods_have_and_the_settings_give_them() throws Exception {
        ofKind(objects, "Service").forEach(service -> {
            JsonNode workload = workloads
                    .selectedBy(service.at("/spec/selector"))
                    .findFirst()
                    .orElseThrow();
            assertThat(each(service.at("/spec/ports"))
                            .map(port -> port.path("targetPort").asString("")))
                    .as(name(service))
                    .isSubsetOf(Workloads.ports(workload));
        });
        for (JsonNode workload : workloads.all()) {
            String settings = Manifests.text(Workloads.service(workload) + "/src/main/resources/application.yml");
            for (JsonNode port : Workloads.container(workload).path("ports")) {
                String variable = port.path("name").asString("").equals("http") ? "PORT" : "MANAGEMENT_PORT";
                assertThat(settings)
                        .contains("${" + variable + ":"
                                + port.path("containerPort").asString("") + "}");
            }
        }
    }

    @Test
    void a_workload_runs_without_root_and_without_writing_to_its_own_disk() {
        assertThat(workloads.all()).hasSize(3).allSatisfy(workload -> {
            JsonNode security = Workloads.container(workload).path("securityContext");
            assertThat(security.path("readOnlyRootFilesystem").asBoolean(false)).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.at("/capabilities/drop/0").asString("")).isEqualTo("ALL");
            JsonNode pod = workload.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
            // The user of the image.
            assertThat(Manifests.text("deploy/images/Dockerfile"))
                    .contains("USER " + pod.at("/securityContext/runAsUser").asString("") + ":");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(each(Workloads.container(workload).path("volumeMounts"))
                            .map(mount -> mount.path("name").asString("")))
                    .containsExactlyInAnyOrderElementsOf(each(pod.path("volumes"))
                            .map(volume -> volume.path("name").asString(""))
                            .toList());
        });
    }

    @Test
    void only_the_shop_scales_on_its_processor_and_no_count_fights_the_autoscaler() {
        JsonNode autoscaler =
                ofKind(objects, "HorizontalPodAutoscaler").findFirst().orElseThrow();
        JsonNode target = workloads.all().stream()
                .filter(each -> name(each)
                        .equals(autoscaler.at("/spec/scaleTargetRef/name").asString("")))
                .findFirst()
                .orElseThrow();

        assertThat(kind(target))
                .isEqualTo(autoscaler.at("/spec/scaleTargetRef/kind").asString(""));
        assertThat(target.path("spec").has("replicas")).isFalse();
        assertThat(Workloads.container(target).at("/resources/requests/cpu").asString(""))
                .isNotEmpty();
    }

    @Test
    void a_dispatcher_reaches_names_and_metas_port_and_only_its_overlay_adds_kafka() {
        List<JsonNode> policies = ofKind(objects, "NetworkPolicy").toList();
        JsonNode dispatcher = policies.stream()
                .filter(policy -> name(policy).equals("capi-dispatcher"))
                .findFirst()
                .orElseThrow();

        assertThat(ports(dispatcher)).containsExactlyInAnyOrder("53", "443");
        assertThat(policies.stream().filter(policy -> name(policy).equals("kafka")))
                .hasSize(2)
                .allSatisfy(kafka -> assertThat(workloads.selectedBy(kafka.at("/spec/podSelector")))
                        .hasSameSizeAs(workloads.all()));
    }

    private static Set<String> ports(JsonNode policy) {
        return each(policy.at("/spec/egress"))
                .flatMap(rule -> each(rule.path("ports")))
                .map(port -> port.path("port").asString(""))
                .collect(Collectors.toSet());
    }
}
