package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** What is sent to Meta, as text. */
final class CapiText {

    private CapiText() {}

    /** The events alone: a JSON array. */
    static String of(List<CapiEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CapiJson.write(events, Map.of(), out);
        String whole = out.toString(UTF_8);
        return whole.substring("{\"data\":".length(), whole.length() - 1);
    }
}
