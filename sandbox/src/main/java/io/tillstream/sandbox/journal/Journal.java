package io.tillstream.sandbox.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON lines: each change is appended, and the next start reads them all. Without a file nothing is kept. */
public final class Journal {

    private final @Nullable Path file;
    private final JsonMapper json;

    /** Open until the process ends; null before the first line. */
    private @Nullable Writer writer;

    /** @param file empty if the stand-in keeps nothing after it stops */
    public Journal(String file, JsonMapper json) {
        this.file = file.isEmpty() ? null : Path.of(file);
        this.json = json;
    }

    public synchronized void append(Object line) {
        if (file == null) {
            return;
        }
        try {
            Writer to = writer;
            if (to == null) {
                to = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                writer = to;
            }
            to.write(json.writeValueAsString(line) + "\n");
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + "; is the disk full?", e);
        }
    }

    /** Passes on every complete line, oldest first. A last line that a crash cut short is skipped. */
    public synchronized void replay(Consumer<JsonNode> each) {
        if (file == null || !Files.exists(file)) {
            return;
        }
        try {
            String text = Files.readString(file);
            List<String> lines =
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            lines.forEach(line -> each.accept(json.readTree(line)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
