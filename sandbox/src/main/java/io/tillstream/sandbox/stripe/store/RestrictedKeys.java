package io.tillstream.sandbox.stripe.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Restricted API keys, {@code rk_test_…}, and their rights. They are kept across a restart. */
@Component
public class RestrictedKeys {

    public static final String PREFIX = "rk_test_";

    private static final String KIND = "sandbox.key";

    private final StripeObjects objects;
    private final JsonMapper json;

    RestrictedKeys(StripeObjects objects, JsonMapper json) {
        this.objects = objects;
        this.json = json;
    }

    /** @param rights such as {@code rak_event_read}; the right to write includes the right to read */
    public void set(String key, List<String> rights) {
        if (!key.startsWith(PREFIX)) {
            throw StripeError.invalid("A restricted key begins with " + PREFIX + ".");
        }
        ObjectNode kept = json.createObjectNode().put("object", KIND).put("id", key);
        kept.set("rights", json.valueToTree(rights));
        objects.save(kept);
    }

    /** The rights of a key; empty if there is no such key. */
    public Optional<Set<String>> rights(String key) {
        return objects.find(KIND, key)
                .map(kept -> kept.path("rights")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toSet()));
    }
}
