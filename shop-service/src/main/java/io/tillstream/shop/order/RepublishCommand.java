package io.tillstream.shop.order;

import io.tillstream.shop.command.ShopForCommands;
import io.tillstream.shop.outbox.MetaWindow;
import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code java -jar shop-service.jar republish [--since=2026-11-26T08:00:00Z] [--dry-run]}, run with the shop's environment:
 * publishes paid orders without a receipt again.
 */
public final class RepublishCommand {

    private static final String USAGE =
            "Usage: republish [--since=2026-11-26T08:00:00Z] [--dry-run]. The time is in UTC, and that of the payment. Without it,"
                    + " and at the earliest, it is 62 days ago: Meta takes sales in physical stores so long, others for seven"
                    + " days.";

    private static final String SINCE = "--since=";
    private static final String DRY_RUN = "--dry-run";

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
        List<String> times =
                given.stream().filter(each -> each.startsWith(SINCE)).toList();
        boolean dry = given.contains(DRY_RUN);
        Instant earliest = Instant.now().minus(MetaWindow.PHYSICAL_STORE);
        Instant since = times.isEmpty() ? earliest : since(times.getFirst(), earliest);
        if (since == null || given.size() != times.size() + (dry ? 1 : 0) || times.size() > 1) {
            out.println(USAGE);
            return 2;
        }
        try (ConfigurableApplicationContext shop = ShopForCommands.start(application)) {
            Republisher.Tally tally = shop.getBean(Republisher.class)
                    .republish(
                            since,
                            dry,
                            so -> out.println(so.settled() + so.doubtful() + so.published() + " orders read ..."));
            out.printf(
                    "Paid since %s: %d have a receipt, %d %s.%n",
                    since,
                    tally.settled(),
                    tally.published(),
                    dry ? "would be published again" : "are in the outbox again; shops that run send them");
            if (tally.doubtful() > 0) {
                out.println(
                        "Orders that Meta may have already, which are left out. Look for them in Events Manager, and replay"
                                + " or discard their dead letters: " + tally.doubtful());
            }
            if (tally.deleted() > 0) {
                out.println("Orders without a receipt whose message was deleted, so that it cannot be published: "
                        + tally.deleted());
            }
            return tally.deleted() > 0 ? 1 : 0;
        }
    }

    private static @Nullable Instant since(String argument, Instant earliest) {
        try {
            Instant since = Instant.parse(argument.substring(SINCE.length()));
            return since.isAfter(Instant.now()) || since.isBefore(earliest) ? null : since;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
