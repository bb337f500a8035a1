package io.tillstream.platform.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.util.Assert;

/**
 * Reads the files of secrets again every five seconds, for those who can take a new secret without a restart. An application
 * imports it; it needs scheduling.
 */
public class SecretFiles {

    private static final Logger log = LoggerFactory.getLogger(SecretFiles.class);
    private static final int LARGEST = 64 * 1024;

    private final Environment environment;
    private final Map<String, Path> files;
    private final List<Watched> watched = new ArrayList<>();
    private final Set<String> bad = new HashSet<>();

    /** @param environment whose variables {@link SecretVariables} has read from their files */
    public SecretFiles(Environment environment) {
        this.environment = environment;
        this.files = SecretVariables.files(environment);
    }

    private static final class Watched {

        private final String variable;
        private final Path file;
        private final Consumer<String> taker;
        private String content;

        Watched(String variable, Path file, Consumer<String> taker, String content) {
            this.variable = variable;
            this.file = file;
            this.taker = taker;
            this.content = content;
        }
    }

    /**
     * Passes on each new content of the file of a variable. Nothing happens for a variable without a file.
     *
     * @param taker throws IllegalArgumentException for a content that cannot be right; the old secret stays in use
     */
    public synchronized void watch(String variable, Consumer<String> taker) {
        Path file = files.get(variable);
        if (file != null) {
            watched.add(new Watched(variable, file, taker, environment.getProperty(variable, "")));
        }
    }

    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    public synchronized void look() {
        watched.forEach(this::look);
    }

    private void look(Watched each) {
        try {
            String content = read(each.variable, each.file);
            if (!content.equals(each.content)) {
                each.taker.accept(content);
                each.content = content;
                log.atInfo().addKeyValue("variable", each.variable).log("A new secret is used from its file");
            }
            bad.remove(each.variable);
        } catch (IllegalArgumentException e) {
            if (bad.add(each.variable)) {
                log.atError()
                        .addKeyValue("variable", each.variable)
                        .addKeyValue("flaw", e.getMessage())
                        .log(
                                "The file of a secret has no usable secret; the last good one is used. Write the secret to it");
            }
        }
    }

    /**
     * A secret for a command that runs without Spring.
     *
     * @param environment the process's variables
     * @return the variable's value, or the content of the file that its twin with _FILE names; empty when neither is set
     * @throws IllegalArgumentException when both are set, or the file cannot be read or is empty
     */
    public static String of(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        String file = environment.getOrDefault(variable + "_FILE", "");
        if (file.isBlank()) {
            return value;
        }
        Assert.isTrue(value.isBlank(), variable + " and " + variable + "_FILE are both set. Unset one of them");
        return read(variable, Path.of(file.strip()));
    }

    /** Without white space around it, as editors add a line break. */
    static String read(String variable, Path file) {
        String content;
        try {
            Assert.isTrue(
                    Files.size(file) <= LARGEST, variable + "_FILE is '" + file + "', which is too large for a secret");
            content = Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(variable + "_FILE is '" + file + "', which cannot be read", e);
        }
        Assert.hasText(content, variable + "_FILE is '" + file + "', which is empty. Write the secret to it");
        return content;
    }
}
