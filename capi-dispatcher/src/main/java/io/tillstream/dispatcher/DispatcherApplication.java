package io.tillstream.dispatcher;

import io.tillstream.dispatcher.console.ConsoleRole;
import io.tillstream.dispatcher.replay.ReplayCommand;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan
// The console registers its own components, as only some instances serve it.
@ComponentScan(
        excludeFilters = {
            @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @Filter(type = FilterType.CUSTOM, classes = AutoConfigurationExcludeFilter.class),
            @Filter(type = FilterType.REGEX, pattern = "io\\.tillstream\\.dispatcher\\.console\\..*")
        })
@Import(ConsoleRole.class)
@EnableScheduling
public class DispatcherApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("replay")) {
            System.exit(ReplayCommand.run(
                    DispatcherApplication.class, Arrays.copyOfRange(args, 1, args.length), System.out));
        }
        SpringApplication.run(DispatcherApplication.class, args);
    }

    /** The time of day, which may be changed. Injected by the parameter's name. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For the jitter of waits, and for sampling. */
    @Bean
    RandomGenerator random() {
        return new Random();
    }

    /** For waits; also injected by the parameter's name. */
    @Bean
    Clock steadyClock() {
        return new SteadyClock();
    }
}
