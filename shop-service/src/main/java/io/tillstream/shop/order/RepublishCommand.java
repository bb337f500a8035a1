package io.tillstream.shop.order;

import io.tillstream.shop.command.ShopForCommands;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code java -jar shop-service.jar republish --since=2026-11-26T08:00:00Z [--dry-run]}, run with the shop's environment:
 * publishes paid orders without a receipt again.
 */
public final class RepublishCommand {

    private static final String USAGE =
            "Usage: republish --since=2026-11-26T08:00:00Z [--dry-run]. The time is in UTC, at most seven days ago: Meta"
                    + " accepts no older sale.";

    private static final Duration LONGEST = Duration.ofDays(7);

    private RepublishCommand() {}

    /**
     * Runs the command.
     *
     * @param application the shop's
     * @param arguments   what follows {@code republish}
     * @return the exit code: 0 when the messages are in the outbox, or were only counted; 1 when the messages of some orders
     *     are deleted; 2 for invalid arguments
     */
    public static int run(Class<?> application, String[] arguments, PrintStream out) {
        List<String> given = List.of(arguments);
        boolean dry = given.contains("--dry-run");
        Instant since = given.isEmpty() ? null : since(given.getFirst());
        if (since == null || given.size() != (dry ? 2 : 1)) {
            out.println(USAGE);
            return 2;
        }
        try (ConfigurableApplicationContext shop = ShopForCommands.start(application)) {
            Republisher.Tally tally = shop.getBean(Republisher.class)
                    .republish(since, dry, so -> out.println(so.settled() + so.published() + " orders read ..."));
            out.printf(
                    "Paid since %s: %d have a receipt, %d %s.%n",
                    since,
                    tally.settled(),
                    tally.published(),
                    dry ? "would be published again" : "are in the outbox again; shops that run send them");
            if (tally.deleted() > 0) {
                out.println("Orders without a receipt whose message was deleted, so that it cannot be published: "
                        + tally.deleted());
            }
            return tally.deleted() > 0 ? 1 : 0;
        }
    }

    private static @Nullable Instant since(String argument) {
        if (!argument.startsWith("--since=")) {
            return null;
        }
        try {
            Instant since = Instant.parse(argument.substring("--since=".length()));
            Instant now = Instant.now();
            return since.isAfter(now) || since.isBefore(now.minus(LONGEST)) ? null : since;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
