package io.tillstream.sandbox.traffic;

import io.tillstream.sandbox.house.House;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;

/** The page with the scenarios, and what carries them out. */
@SpringBootApplication(proxyBeanMethods = false)
public class TrafficGenerator {

    /** @param house running; it is the one that trouble befalls */
    public static ConfigurableApplicationContext start(House house) {
        return new SpringApplicationBuilder(TrafficGenerator.class)
                .initializers((GenericApplicationContext context) ->
                        context.getBeanFactory().registerSingleton("house", house))
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties("server.port=" + house.ports().traffic())
                .run();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
