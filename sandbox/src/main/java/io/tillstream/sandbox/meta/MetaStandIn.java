package io.tillstream.sandbox.meta;

import io.tillstream.sandbox.journal.Journal;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Starts the stand-in for Meta. */
@SpringBootApplication(proxyBeanMethods = false)
public class MetaStandIn {

    public static void main(String[] arguments) {
        SpringApplication.run(MetaStandIn.class, arguments);
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
