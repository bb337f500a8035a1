package io.tillstream.kubernetes;

import static io.tillstream.kubernetes.Manifests.each;
import static io.tillstream.kubernetes.Manifests.name;
import static io.tillstream.kubernetes.Manifests.ofKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The overlays as kubectl renders them. Without a kubectl of 1.24 or newer on the PATH it is skipped. */
class RenderedTest {

    @ParameterizedTest
    @ValueSource(strings = {"managed-kafka", "strimzi", "example"})
    void an_overlay_renders_to_objects_that_fit_together(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.parse(render(overlay));

        for (JsonNode object : objects) {
            assertThat(Strict.read(object)).isNotNull();
            String namespace = Manifests.kind(object).equals("Namespace") ? "/metadata/name" : "/metadata/namespace";
            assertThat(object.at(namespace).asString("")).isEqualTo("tillstream");
        }
        Workloads workloads = Workloads.of(objects);
        List<String> maps = ofKind(objects, "ConfigMap").map(Manifests::name).toList();
        assertThat(workloads.all()).hasSize(3).allSatisfy(workload -> {
            assertThat(each(Workloads.container(workload).path("envFrom"))
                            .map(source -> source.at("/configMapRef/name").asString("")))
                    .isNotEmpty()
                    .isSubsetOf(maps);
            assertThat(Workloads.container(workload).path("image").asString("")).contains(":");
            assertThat(Workloads.environment(workload)).containsKeys("KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD_FILE");
            assertThat(workload.at("/spec/replicas").isMissingNode())
                    .as("an autoscaler has the count")
                    .isEqualTo(!name(workload).equals("console"));
        });
        assertThat(ofKind(objects, "ConfigMap").filter(map -> name(map).startsWith("tillstream-")))
                .hasSize(1)
                .allSatisfy(map -> assertThat(map.path("data").has("KAFKA_BOOTSTRAP_SERVERS"))
                        .isTrue());
    }

    private static String render(String overlay) throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder("kubectl", "kustomize", "kubernetes/overlays/" + overlay)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "kubectl is not on the PATH: " + e.getMessage());
            throw e;
        }
        String output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean rendered = kubectl.waitFor() == 0;
        assumeTrue(rendered || !output.contains("unknown field \"components\""), "kubectl is too old");
        assertThat(rendered).as(output).isTrue();
        return output;
    }
}
