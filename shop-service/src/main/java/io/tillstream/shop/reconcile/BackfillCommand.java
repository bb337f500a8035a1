package io.tillstream.shop.reconcile;

import io.tillstream.shop.command.ShopForCommands;
import io.tillstream.shop.sale.SalesSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code java -jar shop-service.jar backfill --days=7 [--dry-run]}, run with the shop's environment and {@code SALES=account}:
 * makes orders of sales from before the first start. The dispatcher sends none that has a receipt.
 */
public final class BackfillCommand {

    private static final String USAGE = "Usage: backfill --days=1..7 [--dry-run]. Meta accepts no older sale.";

    private BackfillCommand() {}

    /**
     * Runs the command.
     *
     * @param application the shop's
     * @param arguments   what follows {@code backfill}
     * @return the exit code: 0 when every wanted sale is an order now, or was only counted; 1 when Stripe did not answer or a
     *     sale could not be read; 2 for invalid arguments or settings; 3 when another instance is reconciling
     */
    public static int run(Class<?> application, String[] arguments, PrintStream out) {
        List<String> given = List.of(arguments);
        Optional<Integer> days = given.stream()
                .filter(each -> each.matches("--days=[1-7]"))
                .map(each -> Integer.valueOf(each.substring("--days=".length())))
                .findFirst();
        boolean dry = given.contains("--dry-run");
        if (days.isEmpty() || given.size() != (dry ? 2 : 1)) {
            out.println(USAGE);
            return 2;
        }
        Instant since = Instant.now().minus(Duration.ofDays(days.get()));
        try (ConfigurableApplicationContext shop = ShopForCommands.start(application, "--shop.sales.since=" + since)) {
            if (!shop.getBean(SalesSettings.class).account()) {
                out.println("SALES is not account, so only the storefront's sales become orders. Set SALES=account");
                return 2;
            }
            return dry
                    ? shop.getBean(BackfillPreview.class).print(since, out)
                    : ReconcileCommand.report(
                            shop.getBean(Reconciler.class)
                                    .run(since, progress -> ReconcileCommand.print(progress, out)),
                            out);
        }
    }
}
