package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** The services' jars, extracted as in their images. A service then starts with a third less CPU time. */
final class ExtractedJars {

    private static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));

    private ExtractedJars() {}

    static Jars get() {
        return Extracted.JARS;
    }

    private static Jars extract() {
        Jars jars = Jars.below(ROOT);
        return new Jars(extract(jars.shop()), extract(jars.dispatcher()));
    }

    private static Path extract(Path jar) {
        Path folder = ROOT.resolve("sandbox/target/extracted")
                .resolve(jar.getFileName().toString().replace(".jar", ""))
                .toAbsolutePath()
                .normalize();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            FileSystemUtils.deleteRecursively(folder);
            Process process = new ProcessBuilder(
                            java,
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--destination",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("Cannot extract " + jar);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Cannot extract " + jar, e);
        }
        return folder.resolve(jar.getFileName());
    }

    private static final class Extracted {

        static final Jars JARS = extract();
    }
}
