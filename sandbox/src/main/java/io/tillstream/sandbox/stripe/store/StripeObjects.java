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
 * All that Stripe would remember, in its own JSON and by id, written to the journal with every change.
 *
 * <p>Fields that begin with {@code sandbox_} are the stand-in's own and are never shown. What lies here is not changed in
 * place: a change is made to a copy, which is then saved.
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

    /** Does what reads, decides and then saves while nobody else can. Waits for nothing in it. */
    public synchronized <T> T alone(Supplier<T> work) {
        return work.get();
    }

    /** A copy, free to be changed; empty if there is none of that kind with that id. */
    public synchronized Optional<ObjectNode> find(String kind, String id) {
        return Optional.ofNullable(kind(kind).get(id)).map(ObjectNode::deepCopy);
    }

    /** A copy of whatever has that id; empty if nothing has. */
    public synchronized Optional<ObjectNode> find(String id) {
        return byKind.keySet().stream().flatMap(kind -> find(kind, id).stream()).findFirst();
    }

    /** Newest first; to be looked at, not to be changed. */
    public synchronized List<ObjectNode> newest(String kind) {
        return List.copyOf(kind(kind).values()).reversed();
    }

    /** Keeps an object under its {@code object} and {@code id}, in place of what was there, and gives it back. */
    public synchronized ObjectNode save(ObjectNode object) {
        String text = json.writeValueAsString(object);
        // Through text once, so that what is kept and what was read back at a start are of one kind.
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
