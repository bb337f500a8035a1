package io.tillstream.sandbox.stripe.store;

import io.tillstream.sandbox.journal.Journal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private final Map<String, Kind> byKind = new ConcurrentHashMap<>();
    private final Journal journal;
    private final JsonMapper json;

    StripeObjects(Journal journal, JsonMapper json) {
        this.journal = journal;
        this.json = json;
        journal.replay(line -> keep((ObjectNode) line));
    }

    /** The objects of one kind. A page of the newest costs the same however many there are. */
    private static final class Kind {

        private final Map<String, Long> numbers = new HashMap<>();
        private final NavigableMap<Long, ObjectNode> newest = new ConcurrentSkipListMap<>(Comparator.reverseOrder());

        @Nullable
        ObjectNode get(String id) {
            Long number = numbers.get(id);
            return number == null ? null : newest.get(number);
        }

        void put(String id, ObjectNode object) {
            newest.put(numbers.computeIfAbsent(id, absent -> (long) numbers.size()), object);
        }
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

    /** Newest first; read as far as the caller asks for. The caller must not change them. */
    public Stream<ObjectNode> newest(String kind) {
        return kind(kind).newest.values().stream();
    }

    /** Oldest first; else like {@link #newest}. */
    public Stream<ObjectNode> oldest(String kind) {
        return kind(kind).newest.descendingMap().values().stream();
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

    private Kind kind(String kind) {
        return byKind.computeIfAbsent(kind, absent -> new Kind());
    }

    /** A copy of an object without the fields that begin with {@code sandbox_}, as Stripe's API shows it. */
    public static ObjectNode withoutOwnFields(ObjectNode object) {
        List<String> own = object.propertyNames().stream()
                .filter(name -> name.startsWith("sandbox_"))
                .toList();
        return object.deepCopy().remove(own);
    }
}
