package io.tillstream.shop.reconcile;

import io.tillstream.shop.command.ShopForCommands;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code java -jar shop-service.jar reconcile --days=7}, run with the shop's environment. It serves no pages. */
public final class ReconcileCommand {

    private ReconcileCommand() {}

    /**
     * Runs the command.
     *
     * @param application the shop's
     * @param arguments   what follows {@code reconcile}: nothing, or how many days back
     * @return the exit code: 0 when Stripe's payments and our orders agree, 1 when they differ or Stripe did not answer, 2
     *     for invalid arguments, 3 when another instance is reconciling
     */
    public static int run(Class<?> application, String[] arguments, PrintStream out) {
        if (arguments.length > 1 || (arguments.length == 1 && !arguments[0].matches("--days=([1-9]|[12]\\d|30)"))) {
            out.println("Usage: reconcile [--days=1..30]. Without it, the run begins at the watermark.");
            return 2;
        }
        try (ConfigurableApplicationContext shop = ShopForCommands.start(application)) {
            Reconciler reconciler = shop.getBean(Reconciler.class);
            Optional<Reconciliation> report = arguments.length == 0
                    ? reconciler.run(progress -> print(progress, out))
                    : reconciler.run(
                            Instant.now()
                                    .minus(Duration.ofDays(Long.parseLong(arguments[0].substring("--days=".length())))),
                            progress -> print(progress, out));
            return report(report, out);
        }
    }

    /** The exit code of a run. */
    static int report(Optional<Reconciliation> report, PrintStream out) {
        if (report.isEmpty()) {
            out.println("Another instance is reconciling. Try again in two minutes.");
            return 3;
        }
        return report.get().finishedAt() != null && report.get().difference() == 0 ? 0 : 1;
    }

    static void print(Reconciliation report, PrintStream out) {
        if (report.finishedAt() == null && report.brokeOff().isEmpty()) {
            out.println(report.looked() + " sessions and events read ...");
        } else {
            out.printf(
                    "Since %s: %d paid at Stripe, %d PAID here, %d held, difference %d. %d settled, %d not ours.%n",
                    report.since(),
                    report.paidAtStripe(),
                    report.paidHere(),
                    report.held(),
                    report.difference(),
                    report.settled(),
                    report.notOurs());
            if (!report.brokeOff().isEmpty()) {
                out.println("It stopped early: " + report.brokeOff() + ". Run it again");
            }
        }
    }
}
