package io.tillstream.dispatcher;

import java.util.HashMap;
import java.util.Map;
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

    static ConfigurableApplicationContext start(String kafka, String meta, Map<String, Object> more) {
        Map<String, Object> settings = environment(kafka, meta);
        settings.putAll(more);
        // As arguments: the environment and the system properties of a test beside this one do not change them.
        return new SpringApplicationBuilder(DispatcherApplication.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    static String url(ConfigurableApplicationContext dispatcher, String path) {
        return "http://localhost:"
                + ((WebServerApplicationContext) dispatcher).getWebServer().getPort() + path;
    }
}
