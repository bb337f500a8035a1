package io.tillstream.shop;

import io.tillstream.shop.account.CheckCommand;
import io.tillstream.shop.reconcile.BackfillCommand;
import io.tillstream.shop.reconcile.ReconcileCommand;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class ShopApplication {

    public static void main(String[] args) {
        // Independent of the machine's language: with some, stripe-java writes signatures in other digits than Stripe.
        Locale.setDefault(Locale.ROOT);
        if (args.length > 0 && args[0].equals("reconcile")) {
            System.exit(
                    ReconcileCommand.run(ShopApplication.class, Arrays.copyOfRange(args, 1, args.length), System.out));
        }
        if (args.length > 0 && args[0].equals("backfill")) {
            System.exit(
                    BackfillCommand.run(ShopApplication.class, Arrays.copyOfRange(args, 1, args.length), System.out));
        }
        if (args.length > 0 && args[0].equals("check")) {
            System.exit(CheckCommand.run(ShopApplication.class, Arrays.copyOfRange(args, 1, args.length), System.out));
        }
        SpringApplication.run(ShopApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
