package io.tillstream.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Reads the commands of kafka-acls.sh in a document, as that program does. */
public final class AclCommands {

    private static final String START =
            "kafka-acls.sh --bootstrap-server $KAFKA_BOOTSTRAP_SERVERS" + " --command-config admin.properties --add ";

    private AclCommands() {}

    /** The rules that the commands under some headings add. */
    public static Set<AclBinding> under(Path document, String... headings) throws IOException {
        Set<AclBinding> rules = new HashSet<>();
        String heading = "";
        for (String line : Files.readAllLines(document)) {
            if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
            } else if (line.startsWith("kafka-acls.sh") && List.of(headings).contains(heading)) {
                rules.addAll(rules(line));
            }
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("No command under " + String.join(", ", headings) + " in " + document);
        }
        return rules;
    }

    /** @throws IllegalArgumentException for an unknown option */
    public static List<AclBinding> rules(String command) {
        if (!command.startsWith(START)) {
            throw new IllegalArgumentException("Not a command that adds rules: " + command);
        }
        String principal = "";
        PatternType pattern = PatternType.LITERAL;
        List<AclOperation> operations = new ArrayList<>();
        List<Resource> resources = new ArrayList<>();
        List<String> words = List.of(command.substring(START.length()).strip().split(" "));
        for (int word = 0; word < words.size(); word++) {
            String option = words.get(word);
            if (option.equals("--cluster")) {
                resources.add(new Resource(ResourceType.CLUSTER, Resource.CLUSTER_NAME));
                continue;
            }
            String value = words.get(++word);
            switch (option) {
                case "--allow-principal" -> principal = value;
                case "--operation" -> operations.add(operation(value));
                case "--topic" -> resources.add(new Resource(ResourceType.TOPIC, value));
                case "--group" -> resources.add(new Resource(ResourceType.GROUP, value));
                case "--resource-pattern-type" -> pattern = PatternType.fromString(value.toUpperCase(Locale.ROOT));
                default -> throw new IllegalArgumentException("Unknown option " + option + " in: " + command);
            }
        }
        List<AclBinding> rules = new ArrayList<>();
        for (Resource resource : resources) {
            for (AclOperation operation : operations) {
                rules.add(new AclBinding(
                        new ResourcePattern(resource.resourceType(), resource.name(), pattern),
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
        return rules;
    }

    private static AclOperation operation(String name) {
        AclOperation operation = AclOperation.fromString(
                name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
        if (operation == AclOperation.UNKNOWN) {
            throw new IllegalArgumentException("Unknown operation " + name);
        }
        return operation;
    }
}
