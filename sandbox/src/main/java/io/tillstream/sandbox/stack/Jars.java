package io.tillstream.sandbox.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jars of the two services, as the build made them. */
public record Jars(Path shop, Path dispatcher) {

    /**
     * Finds the jars in the project's folder.
     *
     * @throws SandboxProblem if one is not built
     */
    public static Jars below(Path root) {
        return new Jars(find(root, "shop-service"), find(root, "capi-dispatcher"));
    }

    /** Options of the JVM that runs a jar. An AOT cache (JEP 514) beside the jar is used; it was made with the same options. */
    public static List<String> options(Path jar) {
        List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Path cache = aotCache(jar);
        if (Files.exists(cache)) {
            options.add("-XX:AOTCache=" + cache);
        }
        return options;
    }

    /** Where the AOT cache of a jar lies, if it has one. */
    public static Path aotCache(Path jar) {
        return jar.resolveSibling("app.aot");
    }

    private static Path find(Path root, String module) {
        Path target = root.resolve(module).resolve("target");
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().matches(module + "-.*\\.jar"))
                    .findFirst()
                    .map(file -> file.toAbsolutePath().normalize())
                    .orElseThrow(() -> new SandboxProblem("The jar of " + module
                            + " is not built. Run ./mvnw package (or verify) from the project's folder"));
        } catch (IOException e) {
            throw new SandboxProblem("Cannot read the folder " + target + ": " + e.getMessage(), e);
        }
    }
}
