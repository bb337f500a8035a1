package io.tillstream.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class DocumentsTest {

    /** Settings with an environment variable; the document lists them by that variable. */
    private static final Set<String> IN_VARIABLES = variables();

    @Test
    void every_step_of_the_order_path_in_this_service_exists() throws Exception {
        List<MatchResult> steps = Pattern.compile("`(payment|order|seal|outbox)\\.(\\w+)\\.(\\w+)`")
                .matcher(Files.readString(Path.of("../docs/order-path.md")).split("\\*\\*capi-dispatcher")[0])
                .results()
                .toList();

        assertThat(steps).hasSizeGreaterThanOrEqualTo(6);
        for (MatchResult step : steps) {
            Class<?> type = Class.forName("io.tillstream.shop." + step.group(1) + "." + step.group(2));
            assertThat(Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()))
                    .as(step.group())
                    .contains(step.group(3));
        }
    }

    @Test
    void every_variable_that_the_shop_reads_is_in_the_example() throws IOException {
        String example = Files.readString(Path.of("../.env.example"));

        assertThat(Pattern.compile("\\$\\{([A-Z_]+)[:}]")
                        .matcher(Files.readString(Path.of("src/main/resources/application.yml")))
                        .results()
                        .map(result -> result.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(example).containsPattern("(?m)^(# )?" + name + "="));
    }

    @Test
    void every_variable_and_setting_is_in_the_configuration_with_its_default() throws Exception {
        String document = Files.readString(Path.of("../docs/configuration.md"));

        assertThat(Pattern.compile("\\$\\{([A-Z_]+):?([^}]*)}")
                        .matcher(Files.readString(Path.of("src/main/resources/application.yml")))
                        .results())
                .allSatisfy(variable -> assertThat(document)
                        .containsPattern("(?m)^\\| `" + variable.group(1) + "` \\| .*"
                                + Pattern.quote(variable.group(2)) + ".* \\| .+ \\|$"));
        for (BeanDefinition settings : settings()) {
            Class<?> type = Class.forName(settings.getBeanClassName());
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
                DefaultValue standard = parameter.getAnnotation(DefaultValue.class);
                String name = prefix + "."
                        + parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                if (standard != null && !IN_VARIABLES.contains(name)) {
                    assertThat(document)
                            .containsPattern("(?m)^\\| `" + name + "` \\| .*"
                                    + Pattern.quote(String.join(",", standard.value())) + ".* \\| .+ \\|$");
                }
            }
        }
    }

    private static Set<String> variables() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("src/main/resources/application.yml"));
        return Objects.requireNonNull(yaml.getObject()).entrySet().stream()
                .filter(setting -> setting.getValue().toString().startsWith("${"))
                .map(setting -> setting.getKey().toString())
                .collect(Collectors.toSet());
    }

    private static Set<BeanDefinition> settings() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("io.tillstream");
    }
}
