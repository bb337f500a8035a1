package io.tillstream.dispatcher;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole dispatcher in this JVM, with short waits for tests. */
final class RunningDispatcher {

    private RunningDispatcher() {}

    static final String PASSWORD = "a password of the tests";

    static Map<String, Object> environment(String kafka, String meta) {
        Map<String, Object> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka,
                "CUSTOMER_DATA_KEYS", Orders.KEYS,
                "META_PIXEL_ID", "123",
                "META_ACCESS_TOKEN", "token",
                "META_API_BASE", meta,
                "MANAGEMENT_PORT", "0",
                "dispatcher.capi.first-retry", "100ms",
                "dispatcher.capi.misconfigured-retry", "300ms",
                "dispatcher.capi.first-open", "300ms",
                "dispatcher.intake.lag-interval", "500ms"));
        environment.put("CONSOLE_OPERATORS", "test:" + PASSWORD);
        return environment;
    }

    /**
     * Two starts at once would both configure the logging of the JVM, which would then write each line twice. A command holds the
     * lock to its end, as it also changes the log level.
     */
    static synchronized <T> T oneAtATime(Supplier<T> start) {
        return start.get();
    }

    static ConfigurableApplicationContext start(String kafka, String meta, Map<String, Object> more) {
        Map<String, Object> settings = environment(kafka, meta);
        settings.putAll(more);
        // As arguments: the environment and the system properties of a test beside this one do not change them.
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return oneAtATime(() -> new SpringApplicationBuilder(DispatcherApplication.class).run(arguments));
    }

    static String url(ConfigurableApplicationContext dispatcher, String path) {
        return "http://localhost:"
                + ((WebServerApplicationContext) dispatcher).getWebServer().getPort() + path;
    }
}
