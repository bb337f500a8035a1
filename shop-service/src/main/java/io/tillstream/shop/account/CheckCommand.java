package io.tillstream.shop.account;

import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code java -jar shop-service.jar check}, run with the shop's environment: checks the Stripe account. */
public final class CheckCommand {

    private CheckCommand() {}

    /**
     * Runs the command. It changes nothing at Stripe.
     *
     * @param application the shop's
     * @return the exit code: 0 when all checks pass, 1 when something must be done
     */
    public static int run(Class<?> application, PrintStream out) {
        try (ConfigurableApplicationContext shop = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(
                        "--shop.reconciler.enabled=false",
                        "--spring.kafka.listener.auto-startup=false",
                        "--logging.level.root=warn")) {
            List<AccountCheck.Finding> findings =
                    shop.getBean(AccountCheck.class).findings();
            findings.forEach(finding -> out.println((finding.fine() ? "ok    " : "to do ") + finding.text()));
            return findings.stream().allMatch(AccountCheck.Finding::fine) ? 0 : 1;
        }
    }
}
