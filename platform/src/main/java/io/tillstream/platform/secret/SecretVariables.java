package io.tillstream.platform.secret;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Gives each variable the content of the file that its twin with _FILE names. The setting {@code tillstream.secret-files} lists
 * the variables that have such a twin.
 */
public final class SecretVariables implements EnvironmentPostProcessor, Ordered {

    private static final String SETTING = "tillstream.secret-files";

    /** For Spring Boot. */
    public SecretVariables() {}

    /** The files that are in use, by the variable that has their content. */
    static Map<String, Path> files(Environment environment) {
        Map<String, Path> files = new LinkedHashMap<>();
        Binder.get(environment)
                .bind(SETTING, Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of)
                .forEach((name, file) -> {
                    if (StringUtils.hasText(file)) {
                        files.put(name.toUpperCase(Locale.ROOT).replace('-', '_'), Path.of(file.strip()));
                    }
                });
        return files;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> contents = new LinkedHashMap<>();
        files(environment).forEach((variable, file) -> {
            Assert.isTrue(
                    !StringUtils.hasText(environment.getProperty(variable)),
                    variable + " and " + variable + "_FILE are both set. Unset one of them");
            contents.put(variable, SecretFiles.read(variable, file));
        });
        if (!contents.isEmpty()) {
            environment.getPropertySources().addFirst(new MapPropertySource("files of secrets", contents));
        }
    }

    /** After Spring Boot has read application.yml. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
