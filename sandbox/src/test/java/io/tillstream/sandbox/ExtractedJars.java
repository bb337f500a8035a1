package io.tillstream.sandbox;

import io.tillstream.backing.ShellVariables;
import io.tillstream.sandbox.stack.Jars;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * The services' jars, extracted and with an AOT cache as in their images. A service then starts with half of the CPU time. Before
 * JDK 25, there is no such cache.
 */
final class ExtractedJars {

    private static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));
    private static final int MINUTES = 2;

    private ExtractedJars() {}

    static Jars get() {
        return Extracted.JARS;
    }

    private static Jars extract() {
        Jars jars = Jars.below(ROOT);
        Jars extracted = new Jars(folder(jars.shop()), folder(jars.dispatcher()));
        await(List.of(
                java(
                        Map.of(),
                        "-Djarmode=tools",
                        "-jar",
                        jars.shop().toString(),
                        "extract",
                        "--destination",
                        extracted.shop().getParent().toString()),
                java(
                        Map.of(),
                        "-Djarmode=tools",
                        "-jar",
                        jars.dispatcher().toString(),
                        "extract",
                        "--destination",
                        extracted.dispatcher().getParent().toString())));
        if (Runtime.version().feature() >= 25) {
            await(List.of(train(extracted.shop()), train(extracted.dispatcher())));
        }
        return extracted;
    }

    /** Where a jar is extracted to: nothing is there yet. */
    private static Path folder(Path jar) {
        Path folder = ROOT.resolve("sandbox/target/extracted")
                .resolve(jar.getFileName().toString().replace(".jar", ""))
                .toAbsolutePath()
                .normalize();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve(jar.getFileName());
    }

    /** Starts a service without Kafka and database, and ends it, for the classes that it loads. */
    private static Process train(Path jar) {
        List<String> arguments = new ArrayList<>(Jars.options(jar));
        arguments.addAll(List.of(
                "-XX:AOTCacheOutput=" + Jars.aotCache(jar),
                "-Dspring.context.exit=onRefresh",
                "-Dspring.kafka.admin.auto-create=false",
                "-Dspring.flyway.enabled=false",
                "-jar",
                jar.toString()));
        return java(settings(), arguments.toArray(String[]::new));
    }

    private static Map<String, String> settings() {
        Properties settings = new Properties();
        try (Reader compose = Files.newBufferedReader(ROOT.resolve("sandbox/compose.env"))) {
            settings.load(compose);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.values().removeIf(value -> value.toString().contains("${"));
        settings.putAll(Map.of(
                "DEMO_PRODUCTS", "false",
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                "DATABASE_URL", "postgresql://none:none@localhost:1/none"));
        return settings.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, settings::getProperty));
    }

    private static Process java(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        ShellVariables.keepOut(builder);
        builder.environment().putAll(environment);
        Path log = ROOT.resolve("sandbox/target/extracted.log");
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(List<Process> processes) {
        try {
            for (Process each : processes) {
                if (!each.waitFor(MINUTES, TimeUnit.MINUTES) || each.exitValue() != 0) {
                    throw new IllegalStateException(
                            "Cannot prepare the services' jars; see sandbox/target/extracted.log");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static final class Extracted {

        static final Jars JARS = extract();
    }
}
