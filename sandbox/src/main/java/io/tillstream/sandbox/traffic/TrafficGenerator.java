package io.tillstream.sandbox.traffic;

import io.tillstream.sandbox.stack.Stack;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the page of the scenarios. */
@SpringBootApplication(proxyBeanMethods = false)
public class TrafficGenerator {

    /** @param stack the running stack, in which the scenarios buy and simulate faults */
    public static ConfigurableApplicationContext start(Stack stack) {
        return new SpringApplicationBuilder(TrafficGenerator.class)
                .initializers((GenericApplicationContext context) ->
                        context.getBeanFactory().registerSingleton("stack", stack))
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties("server.port=" + stack.ports().traffic())
                .run();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
