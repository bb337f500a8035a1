package io.tillstream.sandbox.stripe.store;

import io.tillstream.sandbox.journal.Journal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All objects that Stripe would keep, as JSON by kind and id. Each change is written to the journal.
 *
 * <p>Fields that begin with {@code sandbox_} belong to the stand-in and are never shown. Stored objects are not changed in
 * place: callers change a copy and save it.
 */
@Component
public class StripeObjects {

    private final Map<String, Map<String, ObjectNode>> byKind = new HashMap<>();
    private final Journal journal;
    private final JsonMapper json;

    StripeObjects(Journal journal, JsonMapper json) {
        this.journal = journal;
        this.json = json;
        journal.replay(line -> keep((ObjectNode) line));
    }

    /** Runs work under the lock, so that nothing changes between its reads and its saves. The work must not block. */
    public synchronized <T> T alone(Supplier<T> work) {
        return work.get();
    }

    /** A copy that the caller may change; empty if there is no such object. */
    public synchronized Optional<ObjectNode> find(String kind, String id) {
        return Optional.ofNullable(kind(kind).get(id)).map(ObjectNode::deepCopy);
    }

    /** A copy of the object with that id, of any kind; empty if there is none. */
    public synchronized Optional<ObjectNode> find(String id) {
        return byKind.keySet().stream().flatMap(kind -> find(kind, id).stream()).findFirst();
    }

    /** Newest first. The caller must not change them. */
    public synchronized List<ObjectNode> newest(String kind) {
        return List.copyOf(kind(kind).values()).reversed();
    }

    /** Stores an object by its {@code object} and {@code id}, replaces an older one, and returns it. */
    public synchronized ObjectNode save(ObjectNode object) {
        String text = json.writeValueAsString(object);
        // Parsed from text, so that stored objects have the same node types as those read at a start.
        keep((ObjectNode) json.readTree(text));
        journal.append(object);
        return object;
    }

    private void keep(ObjectNode object) {
        kind(object.path("object").asString("")).put(object.path("id").asString(""), object);
    }

    private Map<String, ObjectNode> kind(String kind) {
        return byKind.computeIfAbsent(kind, absent -> new LinkedHashMap<>());
    }

    /** A copy of an object without the fields that begin with {@code sandbox_}, as Stripe's API shows it. */
    public static ObjectNode withoutOwnFields(ObjectNode object) {
        List<String> own = object.propertyNames().stream()
                .filter(name -> name.startsWith("sandbox_"))
                .toList();
        return object.deepCopy().remove(own);
    }
}
