package io.tillstream.sandbox.stripe;

import io.tillstream.sandbox.journal.Journal;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** Starts the stand-in for Stripe. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
public class StripeStandIn {

    public static void main(String[] arguments) {
        SpringApplication.run(StripeStandIn.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Journal journal(@Value("${sandbox.journal:}") String file, JsonMapper json) {
        return new Journal(file, json);
    }
}
