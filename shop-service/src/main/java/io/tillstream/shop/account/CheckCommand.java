package io.tillstream.shop.account;

import io.tillstream.shop.command.ShopForCommands;
import java.io.PrintStream;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code java -jar shop-service.jar check [--register]}, run with the shop's environment: checks the Stripe account. */
public final class CheckCommand {

    private CheckCommand() {}

    /**
     * Runs the command. It changes nothing at Stripe, unless it is asked to register the webhook endpoint.
     *
     * @param application the shop's
     * @param arguments   what follows {@code check}: nothing, or {@code --register}
     * @return the exit code: 0 when all checks pass, 1 when something must be done, 2 for invalid arguments
     */
    public static int run(Class<?> application, String[] arguments, PrintStream out) {
        boolean register = arguments.length == 1 && arguments[0].equals("--register");
        if (arguments.length > 0 && !register) {
            out.println("Usage: check [--register]. With it, a missing webhook endpoint is registered at Stripe.");
            return 2;
        }
        try (ConfigurableApplicationContext shop = ShopForCommands.start(
                application,
                // No webhook comes here, and --register is what makes the secret.
                "--shop.stripe.webhook-secrets=whsec_unused")) {
            if (register) {
                out.println(shop.getBean(WebhookRegistration.class).register());
            }
            List<AccountCheck.Finding> findings =
                    shop.getBean(AccountCheck.class).findings();
            findings.forEach(finding -> out.println((finding.fine() ? "ok    " : "to do ") + finding.text()));
            return findings.stream().allMatch(AccountCheck.Finding::fine) ? 0 : 1;
        }
    }
}
