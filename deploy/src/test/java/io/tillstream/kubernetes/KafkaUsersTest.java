package io.tillstream.kubernetes;

import static io.tillstream.kubernetes.Manifests.each;
import static io.tillstream.kubernetes.Manifests.name;
import static io.tillstream.kubernetes.Manifests.ofKind;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Strimzi's users have the rights that docs/operating/kafka-access.md gives by commands, no more and no less. */
class KafkaUsersTest {

    @ParameterizedTest
    @CsvSource({"shop-service, User:shop", "capi-dispatcher, User:dispatcher"})
    void a_user_has_the_documented_rights(String user, String principal) throws IOException {
        Set<String> documented = Manifests.text("docs/operating/kafka-access.md")
                .lines()
                .filter(line -> line.startsWith("kafka-acls.sh") && line.contains(" " + principal + " "))
                .flatMap(command -> rights(command).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).hasSizeGreaterThan(5);
        assertThat(rights(ofKind(Manifests.objects(), "KafkaUser")
                        .filter(each -> name(each).equals(user))
                        .findFirst()
                        .orElseThrow()))
                .isEqualTo(documented);
    }

    /** Each as operation, type, name and whether the name is a prefix. */
    private static Set<String> rights(JsonNode user) {
        Set<String> rights = new TreeSet<>();
        each(user.at("/spec/authorization/acls")).forEach(acl -> {
            JsonNode resource = acl.path("resource");
            each(acl.path("operations"))
                    .forEach(operation -> rights.add(right(
                            operation.asString(""),
                            resource.path("type").asString(""),
                            resource.path("name").asString(""),
                            resource.path("patternType").asString("").equals("prefix"))));
        });
        return rights;
    }

    private static Set<String> rights(String command) {
        Set<String> operations = new TreeSet<>();
        Set<String[]> resources = new LinkedHashSet<>();
        Iterator<String> words = Arrays.asList(command.split(" ")).iterator();
        while (words.hasNext()) {
            switch (words.next()) {
                case "--operation" -> operations.add(words.next());
                case "--topic" -> resources.add(new String[] {"topic", words.next()});
                case "--group" -> resources.add(new String[] {"group", words.next()});
                case "--cluster" -> resources.add(new String[] {"cluster", ""});
                default -> {
                    // Where Kafka is, and who asks.
                }
            }
        }
        boolean prefixed = command.contains("--resource-pattern-type prefixed");
        return resources.stream()
                .flatMap(resource ->
                        operations.stream().map(operation -> right(operation, resource[0], resource[1], prefixed)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String right(String operation, String type, String name, boolean prefixed) {
        return operation + " " + type + " " + name + (prefixed ? "*" : "");
    }
}
