package io.tillstream.sandbox.stripe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One stand-in and one shop endpoint, started once and shared by all test classes. */
final class SharedStripe {

    /** For journals; it is in the build's folder. */
    static final Path FOLDER = folder();

    static final ShopEndpoint SHOP = shop();
    static final RunningStripe STRIPE = new RunningStripe(FOLDER.resolve("journal.jsonl"), SHOP.url());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            STRIPE.close();
            SHOP.close();
        }));
    }

    private SharedStripe() {}

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "stripe");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ShopEndpoint shop() {
        try {
            return new ShopEndpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
