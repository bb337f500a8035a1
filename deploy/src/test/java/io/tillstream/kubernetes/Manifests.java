package io.tillstream.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The files of deploy/kubernetes, as trees. */
final class Manifests {

    static final Path ROOT = Path.of("..");
    static final Path FOLDER = Path.of("kubernetes");
    static final ObjectMapper JSON = JsonMapper.shared();

    private Manifests() {}

    /** Every object of every file, with those of the overlays and components. */
    static List<JsonNode> objects() {
        return files().flatMap(file -> read(file).stream())
                .filter(each -> each.isObject() && !kind(each).matches("Kustomization|Component"))
                .toList();
    }

    static List<JsonNode> kustomizations() {
        return files().filter(file -> file.endsWith("kustomization.yaml"))
                .flatMap(file -> read(file).stream())
                .toList();
    }

    /** The patches of an overlay's file: a list of operations. */
    static List<JsonNode> patches() {
        return files().flatMap(file -> read(file).stream())
                .filter(JsonNode::isArray)
                .flatMap(Manifests::each)
                .toList();
    }

    static List<JsonNode> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> parse(String yaml) {
        return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                .filter(Objects::nonNull)
                .<JsonNode>map(JSON::valueToTree)
                .toList();
    }

    static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static String kind(JsonNode object) {
        return object.path("kind").asString("");
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asString("");
    }

    static Stream<JsonNode> ofKind(List<JsonNode> objects, String... kinds) {
        return objects.stream().filter(each -> List.of(kinds).contains(kind(each)));
    }

    private static Stream<Path> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
