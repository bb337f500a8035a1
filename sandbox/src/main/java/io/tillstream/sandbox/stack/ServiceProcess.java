package io.tillstream.sandbox.stack;

import io.tillstream.backing.ShellVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Java program in its own process, with its output in a file. It can be stopped or killed, and started again. */
public final class ServiceProcess {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final String name;
    private final List<String> program;
    private final Map<String, String> environment;
    private final Path log;
    private final @Nullable URI health;
    private @Nullable Process process;

    /**
     * @param program the arguments after {@code java} on the command line
     * @param health  address that answers 200 once the program is ready; null if it has none
     */
    ServiceProcess(String name, List<String> program, Map<String, String> environment, Path log, @Nullable URI health) {
        this.name = name;
        this.program = program;
        this.environment = environment;
        this.log = log;
        this.health = health;
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public void start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(java), program.stream()).toList());
        ShellVariables.keepOut(builder);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new SandboxProblem("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** @throws SandboxProblem if the program ends or is not ready in time; the message has the last lines of its log */
    public void awaitReady(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (alive() && System.nanoTime() < deadline) {
            if (ready()) {
                return;
            }
            pauseShortly();
        }
        throw notReady(most);
    }

    /** The problem of a program that ended or was not ready in time, with the last lines of its log. */
    SandboxProblem notReady(Duration most) {
        String what = alive() ? " was not ready after " + most.toSeconds() + " s. " : " ended during its start. ";
        return new SandboxProblem(name + what + logTail());
    }

    public boolean alive() {
        return process != null && process.isAlive();
    }

    public boolean ready() {
        if (health == null) {
            return alive();
        }
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends SIGTERM. After 20 seconds it sends SIGKILL. */
    public void stop() {
        if (process != null) {
            process.destroy();
            await(Duration.ofSeconds(20));
            process.destroyForcibly();
        }
    }

    /** Sends SIGKILL. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            await(Duration.ofSeconds(5));
        }
    }

    /** Sends SIGSTOP: the process is frozen, with its connections open, until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** Sends SIGCONT: a frozen process continues. A running process is not affected. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        if (!alive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new SandboxProblem("Cannot send " + name + " to " + this.name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process id; -1 before the first start. */
    public long pid() {
        return process == null ? -1 : process.pid();
    }

    private void await(Duration most) {
        try {
            if (process != null) {
                process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "Its log " + log + " ends with:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pauseShortly() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("Interrupted while a process was starting", e);
        }
    }
}
