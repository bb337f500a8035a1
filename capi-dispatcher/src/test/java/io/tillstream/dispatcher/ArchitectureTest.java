package io.tillstream.dispatcher;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tillstream.dispatcher.matching.Sha256;
import io.tillstream.platform.secret.Secret;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.kafka.KafkaException;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tillstream.dispatcher");

    @Test
    void packages_depend_on_one_another_in_the_allowed_direction_only() {
        ApplicationModules.of("io.tillstream.dispatcher").verify();
    }

    @Test
    void the_packages_of_the_console_have_no_cycle() {
        slices().matching("io.tillstream.dispatcher.console.(*)..")
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
    void class_names_say_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Service|Dto|Mapper|Processor|Handler)")
                .check(CLASSES);
    }

    @Test
    void nothing_is_injected_into_fields() {
        noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
    }

    @Test
    void only_packages_that_read_or_write_topics_depend_on_kafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..intake..",
                        "..receipt..",
                        "..deadletter..",
                        "..withdrawal..",
                        "io.tillstream.dispatcher.kafka..",
                        "..backlog..",
                        "..operator..",
                        "..attempt..",
                        "..console.cluster..",
                        "..console.books..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                        // Any package may handle an unavailable Kafka.
                        .and(not(type(KafkaException.class))))
                .check(CLASSES);
    }

    @Test
    void only_capi_depends_on_metas_sdk_and_on_http() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..capi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.facebook..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void capi_does_not_depend_on_customers_in_the_clear() {
        noClasses()
                .that()
                .resideInAPackage("..capi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..order..")
                .check(CLASSES);
        noConstructors().that().areDeclaredIn(Sha256.class).should().bePublic().check(CLASSES);
    }
}
