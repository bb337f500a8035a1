package io.tillstream.benchmarks;

import io.tillstream.benchmarks.order.Orders;
import io.tillstream.benchmarks.order.Seal;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Broker and sink, each in a separate JVM, and what is started beside them. */
final class House implements AutoCloseable {

    static final String CLASSPATH = System.getProperty("java.class.path");

    /** The same for all programs that are measured. */
    private static final List<String> MEASURED = List.of(
            "-Xmx512m",
            // Threads of the compiler that end would take their CPU time with them.
            "-XX:-UseDynamicNumberOfCompilerThreads");

    private static final Duration START = Duration.ofSeconds(90);

    private final Path root;
    private final Path data;
    private final Path logs;
    private final List<Program> programs = new ArrayList<>();
    private final Seal seal = new Seal();
    private final Orders orders = new Orders(new Random(1), seal);
    private final int kafka = freePort();
    private final int sink = freePort();
    private final Arrivals arrivals = new Arrivals(sink);
    private final Feed feed;
    private final Program broker;

    /** @param root the project's folder, with the services already built */
    House(Path root, Path logs) {
        this.root = root;
        try {
            this.logs = Files.createDirectories(logs);
            this.data = Files.createTempDirectory("tillstream-benchmarks");
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot make a folder for the broker or the logs", e);
        }
        this.broker = start(
                "broker",
                Map.of(),
                List.of(
                        "-Xmx512m",
                        "-classpath",
                        CLASSPATH,
                        "io.tillstream.backing.Broker",
                        data.toString(),
                        Integer.toString(kafka),
                        Integer.toString(freePort())));
        Program sinkProgram = start(
                "sink",
                Map.of(),
                List.of(
                        "-Xmx256m",
                        // Without it the answer waits 40 ms for the acknowledgement of its headers.
                        "-Dsun.net.httpserver.nodelay=true",
                        // A contender that was paused for minutes must still have its connections.
                        "-Dsun.net.httpserver.idleInterval=3600",
                        "-classpath",
                        CLASSPATH,
                        "io.tillstream.benchmarks.Sink",
                        Integer.toString(sink)));
        this.feed = new Feed(kafka());
        awaitReady(sinkProgram, arrivals::ready);
        broker.requireAlive();
    }

    Orders orders() {
        return orders;
    }

    Seal seal() {
        return seal;
    }

    Feed feed() {
        return feed;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** The broker's address. */
    String kafka() {
        return "localhost:" + kafka;
    }

    String sink() {
        return "http://localhost:" + sink;
    }

    /** Starts a program that is measured. */
    Program startMeasured(
            String name, Map<String, String> environment, List<String> jvmOptions, List<String> arguments) {
        return start(
                name,
                environment,
                Stream.of(MEASURED, jvmOptions, arguments).flatMap(List::stream).toList());
    }

    private Program start(String name, Map<String, String> environment, List<String> options) {
        Program program = Program.start(name, logs, environment, options);
        programs.add(program);
        return program;
    }

    static void awaitReady(Program program, BooleanSupplier ready) {
        boolean inTime = Pause.until(
                () -> {
                    program.requireAlive();
                    return ready.getAsBoolean();
                },
                START);
        if (!inTime) {
            throw new BenchmarkProblem("Not ready after " + START.toSeconds() + " s. " + program.lastWords());
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkProblem("No free port", e);
        }
    }

    /** Ends the broker for the rest of the run. */
    void stopBroker() {
        broker.close();
    }

    /** Returns its port. */
    int startFakeStripe() {
        int port = freePort();
        start(
                "stripe",
                Map.of(),
                List.of(
                        "-Xmx256m",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-classpath",
                        CLASSPATH,
                        "io.tillstream.benchmarks.FakeStripe",
                        Integer.toString(port)));
        return port;
    }

    /** The jar of a service, by its name. */
    Path jar(String service) {
        Path target = root.resolve(service).resolve("target");
        PathMatcher jars = FileSystems.getDefault().getPathMatcher("glob:" + service + "-*.jar");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> jars.matches(file.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkProblem("No jar of " + service + " in " + target));
        } catch (IOException e) {
            throw new BenchmarkProblem("No folder " + target + ". Build first: ./mvnw package -DskipTests", e);
        }
    }

    @Override
    public void close() {
        programs.reversed().forEach(Program::close);
        feed.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot delete the broker's data in " + data, e);
        }
    }
}
