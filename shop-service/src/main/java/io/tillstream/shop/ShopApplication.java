package io.tillstream.shop;

import io.tillstream.platform.kafka.CheckedConnection;
import io.tillstream.platform.kafka.SharedTopics;
import io.tillstream.platform.secret.SecretFiles;
import io.tillstream.shop.account.CheckCommand;
import io.tillstream.shop.customer.CustomerCommand;
import io.tillstream.shop.order.RepublishCommand;
import io.tillstream.shop.reconcile.BackfillCommand;
import io.tillstream.shop.reconcile.ReconcileCommand;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({CheckedConnection.class, SharedTopics.class, SecretFiles.class})
@EnableScheduling
public class ShopApplication {

    public static void main(String[] args) {
        // Independent of the machine's language: with some, stripe-java writes signatures in other digits than Stripe.
        Locale.setDefault(Locale.ROOT);
        if (args.length > 0) {
            String[] arguments = Arrays.copyOfRange(args, 1, args.length);
            Integer exitCode = switch (args[0]) {
                case "reconcile" -> ReconcileCommand.run(ShopApplication.class, arguments, System.out);
                case "backfill" -> BackfillCommand.run(ShopApplication.class, arguments, System.out);
                case "republish" -> RepublishCommand.run(ShopApplication.class, arguments, System.out);
                case "customer" -> CustomerCommand.run(ShopApplication.class, arguments, System.out);
                case "check" -> CheckCommand.run(ShopApplication.class, arguments, System.out);
                default -> null;
            };
            if (exitCode != null) {
                System.exit(exitCode);
            }
        }
        SpringApplication.run(ShopApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
