package io.tillstream.shop.command;

import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop as a command needs it: it serves no pages, reads no receipts, reconciles only on demand, and logs only warnings. */
public final class ShopForCommands {

    private ShopForCommands() {}

    /**
     * Starts it with the settings of the environment.
     *
     * @param application the shop's
     * @param settings    of this command, such as {@code --shop.sales.since=2026-11-01}
     */
    public static ConfigurableApplicationContext start(Class<?> application, String... settings) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(Stream.concat(
                                Stream.of(
                                        "--shop.reconciler.enabled=false",
                                        "--spring.kafka.listener.auto-startup=false",
                                        "--logging.level.root=warn"),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }
}
