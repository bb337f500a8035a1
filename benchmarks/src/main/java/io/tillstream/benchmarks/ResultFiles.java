package io.tillstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results in a folder: each as JSON, and the newest of each command as Markdown and as a picture. */
final class ResultFiles {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm").withZone(ZoneOffset.UTC);

    private final Path folder;

    ResultFiles(Path folder) {
        this.folder = folder;
    }

    /** Returns the file that was written. */
    Path write(Result result) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(
                    result.command() + "-" + STAMP.format(result.origin().date()) + ".json");
            Files.write(file, JSON.writeValueAsBytes(result));
            return file;
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot write the result to " + folder, e);
        }
    }

    void write(Result result, String markdown, String picture) {
        try {
            Files.writeString(folder.resolve(result.command() + ".md"), markdown);
            Files.writeString(folder.resolve(result.command() + ".svg"), picture);
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot write to " + folder, e);
        }
    }

    static Result read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), Result.class);
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot read " + file, e);
        }
    }

    /** The newest kept result of a command. */
    Optional<Result> last(String command) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(command + "-\\d.*\\.json"))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .map(ResultFiles::read);
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot list " + folder, e);
        }
    }
}
