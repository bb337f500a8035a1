package io.tillstream.kubernetes;

import static io.tillstream.kubernetes.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** docker-compose.yml, with its anchors merged. */
class ComposeTest {

    private final JsonNode services =
            Manifests.read(Path.of("../docker-compose.yml")).getFirst().path("services");

    @Test
    void every_log_is_bounded_and_every_service_comes_back_after_a_crash() {
        assertThat(named()).hasSizeGreaterThan(8).allSatisfy((name, service) -> {
            assertThat(service.at("/logging/options/max-size").asString("")).isEqualTo("10m");
            assertThat(service.path("restart").asString("")).isEqualTo("unless-stopped");
        });
    }

    @Test
    void every_service_has_a_health_check_of_its_own_or_of_our_image() throws IOException {
        assertThat(Manifests.text("deploy/images/Dockerfile")).contains("\nHEALTHCHECK ");
        Set<String> without = named().entrySet().stream()
                .filter(each ->
                        !each.getValue().has("healthcheck") && !each.getValue().has("build"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        // Prometheus' image has no tool to ask it with; the dispatchers' figures in .ci/compose say that it works.
        assertThat(without).containsExactly("prometheus");
    }

    @Test
    void our_containers_write_to_no_disk_have_no_rights_and_a_bound_of_memory() {
        assertThat(named().values().stream().filter(service -> service.has("build")))
                .hasSize(4)
                .allSatisfy(service -> {
                    assertThat(service.path("read_only").asBoolean(false)).isTrue();
                    assertThat(service.at("/cap_drop/0").asString("")).isEqualTo("ALL");
                    assertThat(service.path("mem_limit").asString("")).isNotEmpty();
                    assertThat(service.at("/tmpfs/0").asString("")).startsWith("/tmp:exec");
                });
    }

    @Test
    void every_image_that_is_pulled_has_a_version() {
        assertThat(named().values().stream()
                        .filter(service -> !service.has("build"))
                        .map(service -> service.path("image").asString("")))
                .hasSizeGreaterThan(4)
                .allSatisfy(image -> assertThat(image).matches(".+:v?\\d.*"));
    }

    @Test
    void every_build_makes_a_target_that_the_dockerfile_has() throws IOException {
        List<String> targets = Pattern.compile("(?m)^FROM .* AS (\\S+)$")
                .matcher(Manifests.text("deploy/images/Dockerfile"))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(named().values().stream()
                        .filter(service -> service.has("build"))
                        .map(service -> service.at("/build/target").asString("")))
                .isNotEmpty()
                .isSubsetOf(targets);
    }

    @Test
    void prometheus_looks_for_services_and_ports_that_compose_has() {
        JsonNode jobs = Manifests.read(Path.of("observability/prometheus.yml"))
                .getFirst()
                .path("scrape_configs");
        assertThat(each(jobs)).hasSize(2).allSatisfy(job -> {
            JsonNode search = job.at("/dns_sd_configs/0");
            JsonNode service = services.path(search.at("/names/0").asString(""));
            assertThat(service.isObject()).isTrue();
            assertThat(service.at("/environment/MANAGEMENT_PORT").asInt(-1))
                    .isEqualTo(search.path("port").asInt(-1));
        });
    }

    @Test
    void no_service_has_a_secret_that_only_the_other_reads() {
        Set<String> shops = secrets("shop-service");
        Set<String> dispatchers = secrets("capi-dispatcher");
        // Its file has a setting of its own, as a new token in it is used without a restart.
        dispatchers.add("META_ACCESS_TOKEN");

        assertThat(empty("shop-service")).containsExactlyInAnyOrderElementsOf(without(dispatchers, shops));
        assertThat(empty("capi-dispatcher")).containsExactlyInAnyOrderElementsOf(without(shops, dispatchers));
    }

    /** The variables of a service that a file can replace. */
    private static Set<String> secrets(String service) {
        JsonNode settings = Manifests.read(Path.of("../" + service + "/src/main/resources/application.yml"))
                .getFirst();
        return settings.at("/tillstream/secret-files").properties().stream()
                .map(secret -> secret.getKey().replace('-', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(others);
        return left;
    }

    /** The variables that compose empties, whatever the .env has. */
    private Set<String> empty(String service) {
        return services.path(service).path("environment").properties().stream()
                .filter(variable -> variable.getValue().asString("?").isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, JsonNode> named() {
        return services.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
