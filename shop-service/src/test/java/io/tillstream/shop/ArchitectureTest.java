package io.tillstream.shop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tillstream.shop");

    @Test
    void packages_depend_on_one_another_in_the_allowed_direction_only() {
        ApplicationModules.of(ShopApplication.class).verify();
    }

    @Test
    void class_names_have_no_empty_suffixes() {
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
    void only_the_outbox_the_books_and_the_receipts_know_kafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..outbox..", "..books..", "..disclosure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(CLASSES);
    }

    @Test
    void only_the_packages_around_payment_know_stripe() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..payment..", "..sale..", "..stripe..", "..reconcile..", "..account..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.stripe..")
                .check(CLASSES);
    }
}
