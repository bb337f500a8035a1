package io.tillstream.dispatcher;

import io.tillstream.dispatcher.check.CheckMessageCommand;
import io.tillstream.dispatcher.check.TestEventCommand;
import io.tillstream.dispatcher.console.ConsoleRole;
import io.tillstream.dispatcher.kafka.TopicsCommand;
import io.tillstream.dispatcher.replay.ReplayCommand;
import io.tillstream.platform.kafka.CheckedConnection;
import io.tillstream.platform.kafka.SharedTopics;
import io.tillstream.platform.secret.SecretFiles;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
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
@Import({ConsoleRole.class, CheckedConnection.class, SharedTopics.class, SecretFiles.class})
@EnableScheduling
public class DispatcherApplication {

    public static void main(String[] args) {
        if (args.length > 0) {
            String[] arguments = Arrays.copyOfRange(args, 1, args.length);
            switch (args[0]) {
                case "replay" -> System.exit(ReplayCommand.run(DispatcherApplication.class, arguments, System.out));
                case "check-message" -> System.exit(CheckMessageCommand.run(arguments, System.in, System.out));
                case "topics" -> System.exit(TopicsCommand.run(arguments, System.out));
                case "test-event" -> System.exit(TestEventCommand.run(Clocks.class, arguments, System.out));
                default -> {
                    // Spring Boot's own arguments.
                }
            }
        }
        SpringApplication.run(DispatcherApplication.class, args);
    }
}
