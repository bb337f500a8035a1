package io.tillstream.dispatcher.console.config;

import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Sheet;
import io.tillstream.platform.secret.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Every setting in force and its source, from Spring Boot's own report; secrets are masked. */
@Component
public class Settings {

    private static final Set<String> OWN = Set.of("dispatcher.", "tillstream.");
    /** The settings of Spring Boot that affect orders or access. */
    private static final Set<String> BOOTS = Set.of("spring.kafka", "server", "spring.security.oauth2.client");

    /** A placeholder of application.yml for an environment variable. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:.*)?}");

    private final ConfigurationPropertiesReportEndpoint report;
    private final Environment environment;
    private final Set<String> secrets;

    Settings(ApplicationContext context) {
        environment = context.getEnvironment();
        secrets = secrets(context);
        report = new ConfigurationPropertiesReportEndpoint(List.of((SanitizingFunction) this::mask), Show.ALWAYS);
        report.setApplicationContext(context);
    }

    /** The full names of the settings that are declared as {@link Secret}, without hyphens and in lower case. */
    private static Set<String> secrets(ApplicationContext context) {
        return ConfigurationPropertiesBean.getAll(context).values().stream()
                .flatMap(bean -> secrets(
                        bean.getAnnotation().prefix(),
                        bean.asBindTarget().getType().resolve()))
                .map(Settings::plain)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> secrets(String prefix, @Nullable Class<?> type) {
        return type == null || !type.isRecord()
                ? Stream.empty()
                : Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.isAnnotationPresent(Secret.class))
                        .map(component -> prefix + "." + component.getName());
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private SanitizableData mask(SanitizableData data) {
        String key = data.getKey();
        boolean secret = secrets.stream().anyMatch(name -> named(plain(key), name))
                // Spring Boot's settings do not have our annotation, so their names decide.
                || key.toLowerCase(Locale.ROOT).matches(".*(password|secret|jaas|key-?store|private).*");
        return secret && data.getValue() != null && !data.getValue().toString().isEmpty()
                ? data.withSanitizedValue()
                : data;
    }

    /** Whether a key is this setting or one of its entries. */
    private static boolean named(String key, String setting) {
        return key.startsWith(setting)
                && (key.length() == setting.length() || ".[".indexOf(key.charAt(setting.length())) >= 0);
    }

    public Sheet settings() {
        List<List<Cell>> rows = new ArrayList<>();
        report.configurationProperties()
                .getContexts()
                .values()
                .forEach(context -> context.getBeans().values().forEach(bean -> {
                    String prefix = bean.getPrefix();
                    if (OWN.stream().anyMatch(prefix::startsWith)) {
                        add(prefix, bean.getProperties(), bean.getInputs(), true, rows);
                    } else if (BOOTS.contains(prefix)) {
                        add(prefix, bean.getProperties(), bean.getInputs(), false, rows);
                    }
                }));
        rows.sort(Comparator.comparing(row -> row.getFirst().text()));
        return new Sheet(
                "settings",
                "Every setting of this instance and its source; secrets are masked",
                List.of("Setting", "Value", "Source"),
                rows);
    }

    private void add(String name, Object value, Object input, boolean defaults, List<List<Cell>> rows) {
        if (input instanceof Map<?, ?> from && from.get("origin") != null) {
            rows.add(List.of(Cell.text(name), Cell.text(text(value)), Cell.text(source(from))));
        } else if (value instanceof Map<?, ?> values && !values.isEmpty()) {
            Map<?, ?> inputs = input instanceof Map<?, ?> known ? known : Map.of();
            values.forEach((key, each) -> add(
                    name + "." + kebab(text(key)),
                    each,
                    inputs.containsKey(key) ? inputs.get(key) : Map.of(),
                    defaults,
                    rows));
        } else if (defaults) {
            rows.add(List.of(Cell.text(name), Cell.text(text(value)), Cell.text("default")));
        }
    }

    private String source(Map<?, ?> input) {
        Matcher variable = VARIABLE.matcher(text(input.get("value")));
        if (!variable.matches()) {
            return text(input.get("origin"));
        }
        return environment.containsProperty(variable.group(1))
                ? "variable " + variable.group(1)
                : "default; variable " + variable.group(1) + " is not set";
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
