package io.tillstream.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tillstream.platform.secret.Secret;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tillstream.platform");

    @Test
    void packages_have_no_cycle() {
        slices().matching("io.tillstream.platform.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void a_setting_that_sounds_secret_is_declared_as_one() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .flatMap(type -> Arrays.stream(type.reflect().getRecordComponents()))
                        .filter(component -> component.getName().matches("(?i).*(token|password|secret|key)s?")))
                .isNotEmpty()
                .allSatisfy(component ->
                        assertThat(component.isAnnotationPresent(Secret.class)).isTrue());
    }

    @Test
    void applications_import_what_they_need_as_no_scan_reaches_this_module() {
        noClasses().should().beAnnotatedWith(Component.class).check(CLASSES);
    }
}
