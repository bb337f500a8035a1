package io.tillstream.shop.connection;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that Kafka must allow this service.
 *
 * @param type      TOPIC or GROUP
 * @param name      of the topic or the group
 * @param otherwise the consequence without it, as the rest of a sentence
 */
public record Right(ResourceType type, String name, AclOperation operation, String otherwise) {

    public static Right read(String topic, String otherwise) {
        return new Right(ResourceType.TOPIC, topic, AclOperation.READ, otherwise);
    }

    public static Right write(String topic, String otherwise) {
        return new Right(ResourceType.TOPIC, topic, AclOperation.WRITE, otherwise);
    }

    /** @param group what the name of the group begins with */
    public static Right readAs(String group, String otherwise) {
        return new Right(ResourceType.GROUP, group, AclOperation.READ, otherwise);
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
                + (type == ResourceType.GROUP ? " --resource-pattern-type prefixed" : "");
    }
}
