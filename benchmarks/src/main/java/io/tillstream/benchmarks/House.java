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
import java.util.stream.Stream;

/** Broker, sink and contenders, each in a separate JVM. */
final class House implements AutoCloseable {

    private static final String DISPATCHERS_TOPIC = "shop.order-completed.v1";
    private static final String TUTORIALS_TOPIC = "benchmark.tutorial";
    private static final String OTHERS_TOPIC = "benchmark.orders";
    private static final Duration START = Duration.ofSeconds(90);
    private static final String CLASSPATH = System.getProperty("java.class.path");

    /** The same for all contenders. The JVM chooses the collector, as in the dispatcher's image. */
    private static final String HEAP = "-Xmx512m";

    private final Path data;
    private final Path logs;
    private final List<Program> programs = new ArrayList<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final Seal seal = new Seal();
    private final Orders orders = new Orders(new Random(1), seal);
    private final int kafka = freePort();
    private final int sink = freePort();
    private final Arrivals arrivals = new Arrivals(sink);
    private final Feed feed;
    private final Console console;

    House(Path root, Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
        this.data = Files.createTempDirectory("tillstream-benchmarks");
        Program broker = start(
                "broker",
                Map.of(),
                "-Xmx512m",
                "-classpath",
                CLASSPATH,
                "io.tillstream.backing.Broker",
                data.toString(),
                Integer.toString(kafka),
                Integer.toString(freePort()));
        Program sinkProgram = start(
                "sink",
                Map.of(),
                "-Xmx256m",
                // Without it the answer waits 40 ms for the acknowledgement of its headers.
                "-Dsun.net.httpserver.nodelay=true",
                // A contender that was paused for minutes must still have its connections.
                "-Dsun.net.httpserver.idleInterval=3600",
                "-classpath",
                CLASSPATH,
                "io.tillstream.benchmarks.Sink",
                Integer.toString(sink));
        this.feed = new Feed("localhost:" + kafka);
        awaitReady(sinkProgram, arrivals::ready);
        broker.requireAlive();
        feed.create(List.of(DISPATCHERS_TOPIC, TUTORIALS_TOPIC, OTHERS_TOPIC));
        contender(Contender.Name.FLOOR, "Floor", OTHERS_TOPIC);
        this.console = dispatcher(jar(root));
        contender(Contender.Name.SDK_IN_THOUSANDS, "SdkInThousands", OTHERS_TOPIC);
        contender(Contender.Name.TUTORIAL, "Tutorial", TUTORIALS_TOPIC);
    }

    Orders orders() {
        return orders;
    }

    Feed feed() {
        return feed;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    List<Contender> contenders() {
        return contenders;
    }

    /** The console of the dispatcher. */
    Console console() {
        return console;
    }

    private void contender(Contender.Name name, String program, String topic) {
        Program started = start(
                name.toString(),
                Map.of(),
                HEAP,
                "-classpath",
                CLASSPATH,
                "io.tillstream.benchmarks.contender." + program,
                "localhost:" + kafka,
                topic,
                seal.keys().substring(seal.keys().indexOf(':') + 1),
                "http://localhost:" + sink,
                name.pixel());
        contenders.add(new Contender(name, started, topic, () -> true));
    }

    /** Starts it from its jar, with default settings except for the addresses. */
    private Console dispatcher(Path jar) {
        int management = freePort();
        Program started = start(
                Contender.Name.DISPATCHER.toString(),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "localhost:" + kafka,
                        "CUSTOMER_DATA_KEYS",
                        seal.keys(),
                        "META_PIXEL_ID",
                        Contender.Name.DISPATCHER.pixel(),
                        "META_ACCESS_TOKEN",
                        "benchmark-token",
                        "META_API_BASE",
                        "http://localhost:" + sink,
                        "MANAGEMENT_PORT",
                        Integer.toString(management)),
                HEAP,
                "-jar",
                jar.toString());
        contenders.add(new Contender(
                Contender.Name.DISPATCHER,
                started,
                DISPATCHERS_TOPIC,
                () -> feed.committed("capi-dispatcher", DISPATCHERS_TOPIC)));
        Health health = new Health(management);
        awaitReady(started, health::ready);
        return new Console(management, started);
    }

    private Program start(String name, Map<String, String> environment, String... options) {
        Program program = Program.start(name, logs, environment, List.of(options));
        programs.add(program);
        return program;
    }

    private static void awaitReady(Program program, java.util.function.BooleanSupplier ready) {
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkProblem("No free port", e);
        }
    }

    private static Path jar(Path root) throws IOException {
        Path target = root.resolve("capi-dispatcher").resolve("target");
        PathMatcher jars = FileSystems.getDefault().getPathMatcher("glob:capi-dispatcher-*.jar");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> jars.matches(file.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkProblem("No jar of the dispatcher in " + target));
        }
    }

    @Override
    public void close() throws IOException {
        programs.reversed().forEach(Program::close);
        feed.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
