package io.tillstream.platform.kafka;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that Kafka must allow this service.
 *
 * @param type      TOPIC or GROUP
 * @param pattern   LITERAL, or PREFIXED for all names that begin with this one
 * @param name      of the topic or the group
 * @param otherwise the consequence without it, as the rest of a sentence
 */
public record Right(ResourceType type, PatternType pattern, String name, AclOperation operation, String otherwise) {

    public static Right read(String topic, String otherwise) {
        return new Right(ResourceType.TOPIC, PatternType.LITERAL, topic, AclOperation.READ, otherwise);
    }

    public static Right write(String topic, String otherwise) {
        return new Right(ResourceType.TOPIC, PatternType.LITERAL, topic, AclOperation.WRITE, otherwise);
    }

    public static Right readAs(String group, String otherwise) {
        return new Right(ResourceType.GROUP, PatternType.LITERAL, group, AclOperation.READ, otherwise);
    }

    public static Right readAsGroupsWithPrefix(String prefix, String otherwise) {
        return new Right(ResourceType.GROUP, PatternType.PREFIXED, prefix, AclOperation.READ, otherwise);
    }

    /** What is missing, and the consequence. */
    String sentence() {
        return "Kafka does not allow this service to " + operation.name().toLowerCase(Locale.ROOT) + " the "
                + type.name().toLowerCase(Locale.ROOT) + " " + name + ": " + otherwise;
    }

    /** The command that gives this right. */
    String command(String principal) {
        String name = operation.name();
        return "kafka-acls.sh --bootstrap-server $KAFKA_BOOTSTRAP_SERVERS --command-config admin.properties --add"
                + " --allow-principal " + principal + " --operation " + name.charAt(0)
                + name.substring(1).toLowerCase(Locale.ROOT) + " --"
                + type.name().toLowerCase(Locale.ROOT) + " " + this.name
                + (pattern == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
    }
}
