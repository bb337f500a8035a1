package io.tillstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Measures the dispatcher, its peers and the floor, and prints tables in Markdown. */
public final class Benchmarks {

    /** With fewer, the JIT compiler is still busy in the dispatcher, which has the most code. */
    private static final int WARM_UPS = 4;

    private static final int ROUNDS = 5;
    private static final int DELAYED_ROUNDS = 3;
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final Rounds.Size WARM_UP_SIZE = new Rounds.Size(100_000, 10_000);
    private static final Rounds.Size SIZE = new Rounds.Size(100_000, 5_000);
    private static final Rounds.Size DELAYED_SIZE = new Rounds.Size(100_000, 200);

    private Benchmarks() {}

    /** @param arguments the project's folder, with the dispatcher already built */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path target = root.resolve("benchmarks").resolve("target");
        try (House house = new House(root, target.resolve("logs"))) {
            Rounds rounds = new Rounds(house);
            System.out.println("Warming up");
            rounds.run(WARM_UPS, WARM_UP_SIZE, Duration.ZERO);
            System.out.println("Measuring");
            Table atOnce = new Table(rounds.run(ROUNDS, SIZE, Duration.ZERO));
            Table delayed = new Table(rounds.run(DELAYED_ROUNDS, DELAYED_SIZE, DELAY));
            System.out.println("Reading the console");
            Console.Reading console = house.console()
                    .read(house.arrivals().of(Contender.Name.DISPATCHER.pixel()).events(), rounds.examples());
            String results = results(atOnce, delayed) + "\n" + console.markdown();
            Files.writeString(target.resolve("results.md"), results);
            System.out.println("\n" + results);
        }
    }

    private static String results(Table atOnce, Table delayed) {
        return "%s, %d cores, %s %s, JDK %s. Medians of %d rounds at 0 ms and %d at 50 ms, each of %,d orders; the tutorial's of %,d and %,d, scaled.%n%n"
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.version(),
                                ROUNDS,
                                DELAYED_ROUNDS,
                                SIZE.orders(),
                                SIZE.tutorialsOrders(),
                                DELAYED_SIZE.tutorialsOrders())
                + "The sink answers at once:\n\n" + atOnce.markdown()
                + "\nThe sink answers after 50 ms:\n\n" + delayed.markdown()
                + "\n" + new Aims(atOnce, delayed).markdown();
    }
}
