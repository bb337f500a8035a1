package io.tillstream.sandbox;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tillstream.sandbox");

    @ParameterizedTest
    @ValueSource(strings = {"io.tillstream.sandbox.(*)..", "io.tillstream.sandbox.stripe.(*).."})
    void packages_have_no_cycles(String packages) {
        slices().matching(packages).should().beFreeOfCycles().check(CLASSES);
    }
}
