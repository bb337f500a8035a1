package io.tillstream.benchmarks;

import io.tillstream.backing.ShellVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A separate JVM that can be paused, so that it uses no CPU while another one is measured. */
final class Program implements AutoCloseable {

    private final String name;
    private final Path log;
    private final Process process;
    private @Nullable Allocation allocation;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** @param options the arguments after {@code java}; the output goes to a log in {@code logs} */
    static Program start(String name, Path logs, Map<String, String> environment, Collection<String> options) {
        Path log = logs.resolve(name.replace(' ', '-') + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        ShellVariables.keepOut(builder);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            Program program = new Program(name, log, builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(program.process::destroyForcibly));
            return program;
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** Pauses it; it keeps its memory and its connections. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    /** CPU time of all its threads since its start, in steps of 10 ms on Linux. */
    Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new BenchmarkProblem("This system does not report the CPU time of " + name));
    }

    long pid() {
        return process.pid();
    }

    /** What it has used; the allocated bytes are 0, as a paused program cannot tell them. */
    Vitals vitals() {
        return new Vitals(
                cpu(), ThreadTimes.of(pid()), 0, ResidentMemory.of(pid()).peak());
    }

    /** Asks it for the bytes that it has allocated; it must not be paused. */
    long allocated() {
        if (allocation == null) {
            allocation = Allocation.of(pid());
        }
        return allocation.bytes();
    }

    /** @throws BenchmarkProblem if it has ended; the message has the last lines of its log */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchmarkProblem(name + " has ended. " + lastWords());
        }
    }

    /** All that it has printed. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot read " + log, e);
        }
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "Its log " + log + " ends with:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "Its log " + log + " cannot be read";
        }
    }

    /** Sends SIGTERM. After ten seconds it sends SIGKILL. */
    @Override
    public void close() {
        if (process.isAlive()) {
            resume();
            process.destroy();
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String signal) {
        requireAlive();
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new BenchmarkProblem("kill -" + signal + " of " + name + " failed with code " + code);
            }
        } catch (IOException e) {
            throw new BenchmarkProblem("The benchmark needs the program kill of Linux or macOS", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkProblem("Interrupted", e);
        }
    }
}
