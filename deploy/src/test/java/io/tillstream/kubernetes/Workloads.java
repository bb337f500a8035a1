package io.tillstream.kubernetes;

import static io.tillstream.kubernetes.Manifests.each;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What runs: the pods' labels, ports and environment. */
record Workloads(List<JsonNode> all) {

    static Workloads of(List<JsonNode> objects) {
        return new Workloads(
                Manifests.ofKind(objects, "Deployment", "StatefulSet").toList());
    }

    static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    /** The service whose image it runs: shop-service or capi-dispatcher. */
    static String service(JsonNode workload) {
        return container(workload)
                .path("image")
                .asString("")
                .replaceFirst("^.*/", "")
                .replaceFirst(":.*", "");
    }

    static Set<String> ports(JsonNode workload) {
        return each(container(workload).path("ports"))
                .map(port -> port.path("name").asString(""))
                .collect(Collectors.toSet());
    }

    static Map<String, JsonNode> environment(JsonNode workload) {
        return each(container(workload).path("env"))
                .collect(Collectors.toMap(each -> each.path("name").asString(""), each -> each));
    }

    /** Those whose pods a selector means: matchLabels, matchExpressions with In, or a Service's plain labels. */
    Stream<JsonNode> selectedBy(JsonNode selector) {
        return all.stream().filter(workload -> selects(selector, workload.at("/spec/template/metadata/labels")));
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        if (!selector.has("matchLabels") && !selector.has("matchExpressions")) {
            return contains(labels, selector);
        }
        return contains(labels, selector.path("matchLabels"))
                && each(selector.path("matchExpressions"))
                        .allMatch(expression -> each(expression.path("values"))
                                .anyMatch(value -> value.equals(
                                        labels.get(expression.path("key").asString("")))));
    }

    private static boolean contains(JsonNode labels, JsonNode wanted) {
        return wanted.properties().stream().allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }
}
