package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.json.JsonOut;
import io.tillstream.dispatcher.matching.MatchKeys;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is in a request, and what is needed of it beside that. Thousands wait in memory at once, and these few objects
 * burden the collector less than those of a {@link CapiEvent}.
 */
public final class EncodedEvent {

    /** Bytes that a thread keeps for its next event. */
    private static final int LARGEST = 64 * 1024;

    private static final ThreadLocal<JsonOut> WRITERS = ThreadLocal.withInitial(JsonOut::new);

    private final byte[] json;
    private final String id;
    private final Instant time;
    private final @Nullable String ip;
    private final MatchKeys matchKeys;
    private final List<String> unusable;

    private EncodedEvent(byte[] json, CapiEvent event) {
        this.json = json;
        this.id = event.id();
        this.time = event.time();
        this.ip = event.customer().ip();
        this.matchKeys = event.customer().matchKeys();
        this.unusable = event.customer().unusable();
    }

    /** @throws IllegalArgumentException when a text has an unpaired surrogate, which JSON in UTF-8 cannot have */
    public static EncodedEvent of(CapiEvent event) {
        JsonOut writer = WRITERS.get();
        writer.reset();
        CapiJson.write(event, writer);
        if (writer.bytes().length > LARGEST) {
            WRITERS.remove();
        }
        return new EncodedEvent(writer.copy(), event);
    }

    /** Not to be changed. */
    byte[] json() {
        return json;
    }

    public String id() {
        return id;
    }

    public Instant time() {
        return time;
    }

    /** In the clear; null when Meta gets none. */
    public @Nullable String ip() {
        return ip;
    }

    public MatchKeys matchKeys() {
        return matchKeys;
    }

    /** Meta's names of the customer's fields with an unusable value. */
    public List<String> unusable() {
        return unusable;
    }
}
