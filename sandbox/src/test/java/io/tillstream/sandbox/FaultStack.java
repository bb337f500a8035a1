package io.tillstream.sandbox;

import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.DataFolder;
import io.tillstream.sandbox.stack.Ports;
import io.tillstream.sandbox.stack.ServiceProcess;
import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.stack.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A separate stack with two dispatchers and a proxy on every connection between its parts. */
final class FaultStack implements AutoCloseable {

    /** A connection between two parts. */
    enum Line {
        DISPATCHER_1_TO_META,
        DISPATCHER_2_TO_META,
        DISPATCHER_1_TO_KAFKA,
        DISPATCHER_2_TO_KAFKA,
        SHOP_TO_KAFKA,
        SHOP_TO_DATABASE
    }

    /** Not taken from {@link RunningStack}, whose stack must not start. */
    private static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));

    /** Offsets of ports beyond those of the stack. */
    private static final int LISTENERS = 40;

    private static final int PROXIES = 50;

    /** Short waits, so that faults that must outlast them can be short. A broker accepts no session below 6 s. */
    private static final Map<String, String> SHORT_WAITS = Map.of(
            "DISPATCHER_INTAKE_SESSIONTIMEOUT", "6s",
            "DISPATCHER_CAPI_MISCONFIGUREDRETRY", "3s",
            "DISPATCHER_CAPI_LONGESTRETRY", "5s",
            "DISPATCHER_CAPI_FIRSTOPEN", "1s",
            "DISPATCHER_CAPI_LONGESTOPEN", "3s",
            "DISPATCHER_ROUTING_ROUTES_0_DATASET", Stack.SECOND_PIXEL_ID,
            "DISPATCHER_ROUTING_ROUTES_0_CURRENCY", "EUR");

    /** Long enough on a busy machine. */
    private static final Duration START = Duration.ofMinutes(4);

    private final Path folder;
    private final int first = FreePorts.range();
    private final Ports ports = new Ports(first);
    private final Map<Line, TcpProxy> proxies = new EnumMap<>(Line.class);
    private final Stack stack;
    private final KnownState known;
    /** Executes changes of topics in order. While the broker is down only these wait. */
    private final ExecutorService changes =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    private final List<Future<?>> pending = new ArrayList<>();

    FaultStack(String name) {
        folder = ROOT.resolve("sandbox/target/faults/" + name).normalize();
        deleteFolder();
        known = new KnownState(() -> folder);
        stack = new Stack(DataFolder.open(folder), ports, ExtractedJars.get(), wiring());
        addProxy(Line.DISPATCHER_1_TO_META, ports.meta());
        addProxy(Line.DISPATCHER_2_TO_META, ports.meta());
        addProxy(Line.DISPATCHER_1_TO_KAFKA, listener(Line.DISPATCHER_1_TO_KAFKA));
        addProxy(Line.DISPATCHER_2_TO_KAFKA, listener(Line.DISPATCHER_2_TO_KAFKA));
        addProxy(Line.SHOP_TO_KAFKA, listener(Line.SHOP_TO_KAFKA));
        addProxy(Line.SHOP_TO_DATABASE, ports.postgres());
    }

    void start() {
        stack.start(what -> LoggerFactory.getLogger("io.tillstream.backing").info("starting {}", what), 2);
    }

    Stack stack() {
        return stack;
    }

    KnownState known() {
        return known;
    }

    TcpProxy line(Line line) {
        return proxies.get(line);
    }

    /** @param number 1 or 2 */
    ServiceProcess dispatcher(int number) {
        return stack.dispatchers().get(number - 1);
    }

    void change(Runnable topic) {
        pending.add(changes.submit(() -> {
            // The change itself has less time than a start of Kafka takes on a busy machine.
            stack.awaitBroker();
            topic.run();
        }));
    }

    /** Ends all faults and waits until everything runs. */
    void heal() throws Exception {
        proxies.values().forEach(TcpProxy::heal);
        stack.processes().forEach(ServiceProcess::resume);
        new MetaSwitches(stack).has("NONE", Duration.ZERO);
        stack.startBroker();
        for (String topic : List.of(TopicThatRefuses.RECEIPTS, TopicThatRefuses.DEAD_LETTERS)) {
            change(new TopicThatRefuses(stack, topic)::heal);
        }
        for (Future<?> each : pending) {
            each.get();
        }
        pending.clear();
        // A service that starts while Kafka is down ends, so it is restarted, as in production.
        await("everything runs again")
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> stack.processes().stream()
                                .map(FaultStack::runs)
                                .filter(runs -> !runs)
                                .count()
                        == 0);
    }

    private static boolean runs(ServiceProcess process) {
        if (!process.alive()) {
            process.start();
        }
        return process.ready();
    }

    private Wiring wiring() {
        return new Wiring(
                Map.of(
                        listener(Line.DISPATCHER_1_TO_KAFKA), proxy(Line.DISPATCHER_1_TO_KAFKA),
                        listener(Line.DISPATCHER_2_TO_KAFKA), proxy(Line.DISPATCHER_2_TO_KAFKA),
                        listener(Line.SHOP_TO_KAFKA), proxy(Line.SHOP_TO_KAFKA)),
                Map.of(
                        "capi-dispatcher", dispatcher(Line.DISPATCHER_1_TO_KAFKA, Line.DISPATCHER_1_TO_META),
                        "capi-dispatcher-2", dispatcher(Line.DISPATCHER_2_TO_KAFKA, Line.DISPATCHER_2_TO_META),
                        "shop-service",
                                Map.of(
                                        "KAFKA_BOOTSTRAP_SERVERS",
                                        "localhost:" + proxy(Line.SHOP_TO_KAFKA),
                                        "DATABASE_URL",
                                        "postgresql://postgres:postgres@localhost:" + proxy(Line.SHOP_TO_DATABASE)
                                                + "/postgres")));
    }

    private Map<String, String> dispatcher(Line kafka, Line meta) {
        Map<String, String> environment = new HashMap<>(SHORT_WAITS);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + proxy(kafka));
        environment.put("META_API_BASE", Stack.url(proxy(meta)));
        return environment;
    }

    private int listener(Line line) {
        return first + LISTENERS + line.ordinal();
    }

    private int proxy(Line line) {
        return first + PROXIES + line.ordinal();
    }

    private void addProxy(Line line, int to) {
        proxies.put(line, new TcpProxy(proxy(line), to));
    }

    /** Deletes the stack's folder. It is kept after a failure, for its logs. */
    void deleteFolder() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        changes.shutdownNow();
        stack.processes().forEach(ServiceProcess::resume);
        proxies.values().forEach(TcpProxy::heal);
        stack.close();
        proxies.values().forEach(TcpProxy::close);
    }
}
