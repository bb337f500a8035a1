package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.DataFolder;
import io.tillstream.sandbox.stack.Jars;
import io.tillstream.sandbox.stack.Ports;
import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The whole stack, started once for all tests of this module and stopped when they are over. */
final class RunningStack {

    static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));

    private RunningStack() {}

    static Stack get() {
        return Started.STACK;
    }

    static Path data() {
        return ROOT.resolve("sandbox/target/stack").normalize();
    }

    static Stack build() {
        return new Stack(DataFolder.open(data()), new Ports(FreePorts.range()), Jars.below(ROOT));
    }

    private static Stack start() {
        try {
            if (Files.exists(data())) {
                org.springframework.util.FileSystemUtils.deleteRecursively(data());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Stack stack = build();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        stack.start(what -> LoggerFactory.getLogger("io.tillstream.backing").info("starting {}", what));
        return stack;
    }

    /** Apart, so that who asks for a path alone starts nothing. */
    private static final class Started {

        static final Stack STACK = start();
    }
}
