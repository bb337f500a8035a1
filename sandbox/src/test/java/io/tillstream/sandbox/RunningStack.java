package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.DataFolder;
import io.tillstream.sandbox.stack.Ports;
import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.stack.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The whole stack, started once for most tests of this module and stopped at the end of the JVM. A second and a
 * third one are for test classes that run at the same time as the others; they mostly wait.
 */
final class RunningStack {

    /** The lock of the test classes that use {@link #second}. */
    static final String SECOND = "second stack";

    /** The lock of the test classes that use {@link #third}, or start a stack of their own, so that no more than three run. */
    static final String THIRD = "third stack";

    static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));

    /** Shorter waits, as tests wait for the reconciler and for the totals in the console's books. */
    private static final Map<String, String> SHOP = Map.of("RECONCILER_EVERY", "10s", "SHOP_BOOKS_EVERY", "1s");

    private static final Map<String, String> DISPATCHER = Map.of(
            "DISPATCHER_CAPI_MISCONFIGUREDRETRY", "3s",
            "DISPATCHER_CAPI_LONGESTRETRY", "5s",
            "DISPATCHER_CAPI_LONGESTOPEN", "5s");

    private RunningStack() {}

    static Stack get() {
        return Started.STACK;
    }

    static Stack second() {
        return SecondStarted.STACK;
    }

    static Stack third() {
        return ThirdStarted.STACK;
    }

    static Path data() {
        return ROOT.resolve("sandbox/target/stack").normalize();
    }

    static Path secondData() {
        return ROOT.resolve("sandbox/target/second-stack").normalize();
    }

    static Path thirdData() {
        return ROOT.resolve("sandbox/target/third-stack").normalize();
    }

    private static Stack build(Path data, Map<String, String> shop) {
        Map<String, Map<String, String>> environments = new HashMap<>();
        environments.put("shop-service", shop);
        List.of("capi-dispatcher", "capi-dispatcher-2", "capi-dispatcher-3", "capi-dispatcher-4")
                .forEach(name -> environments.put(name, DISPATCHER));
        return new Stack(
                DataFolder.open(data),
                new Ports(FreePorts.range()),
                ExtractedJars.get(),
                new Wiring(Map.of(), environments));
    }

    /** One stack at a time starts, so that each is ready in time on a busy machine. */
    private static synchronized Stack start(Path data, Map<String, String> shop) {
        try {
            if (Files.exists(data)) {
                org.springframework.util.FileSystemUtils.deleteRecursively(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Stack stack = build(data, shop);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        stack.start(what -> LoggerFactory.getLogger("io.tillstream.backing").info("starting {}", what));
        return stack;
    }

    /** A separate class, so that {@link #data} and {@link #ROOT} do not start the stack. */
    private static final class Started {

        static final Stack STACK = start(data(), SHOP);
    }

    private static final class SecondStarted {

        static final Stack STACK = start(secondData(), Map.of());
    }

    private static final class ThirdStarted {

        static final Stack STACK = start(thirdData(), Map.of());
    }
}
