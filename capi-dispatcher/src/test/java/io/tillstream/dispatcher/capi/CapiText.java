package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.json.JsonOut;
import java.util.List;
import java.util.Map;

/** What is sent to Meta, as text. */
final class CapiText {

    private CapiText() {}

    /** The events alone: a JSON array. */
    static String of(List<CapiEvent> events) {
        JsonOut json = new JsonOut();
        CapiJson.write(events.stream().map(EncodedEvent::of).toList(), Map.of(), json);
        String whole = new String(json.bytes(), 0, json.length(), UTF_8);
        return whole.substring("{\"data\":".length(), whole.length() - 1);
    }
}
