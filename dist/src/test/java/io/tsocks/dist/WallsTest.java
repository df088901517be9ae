package io.tsocks.dist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The walls of the house: which room knows of which.
class WallsTest {

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    // Compiled from what ANTLR has published.
                    .withImportOption(location -> !location.contains("/io/tsocks/antlr/"))
                    .importPackages("io.tsocks");

    @Test
    void noPackagesDependOnEachOther() {
        assertThat(ALL.size()).isGreaterThan(500);
        slices().matching("io.tsocks.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void theVocabularyKnowsOfNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("io.tsocks.net")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.tsocks.net", "java..", "org.jspecify..")
                .check(ALL);
    }

    @Test
    void aSocksMessageKnowsOfNoPolicyAndNoFile() {
        noClasses()
                .that()
                .resideInAPackage("io.tsocks.protocol")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tsocks.grammar..", "io.tsocks.engine..", "io.tsocks.antlr..")
                .check(ALL);
    }

    @Test
    void theKernelKnowsOfNoPolicyAndNoSocks() {
        noClasses()
                .that()
                .resideInAPackage("io.tsocks.linux")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.tsocks.linux", "io.tsocks.net", "java..", "org.jspecify..")
                .check(ALL);
    }

    /// What a connect does is a machine of events and actions. Of the kernel it knows error
    /// numbers.
    @Test
    void anAttemptKnowsOfNoDescriptorAndNoClock() {
        noClasses()
                .that()
                .resideInAPackage("io.tsocks.launcher.attempt")
                .should()
                .dependOnClassesThat(
                        resideOutsideOfPackages(
                                        "io.tsocks.launcher.attempt",
                                        "io.tsocks.protocol",
                                        "java.lang..",
                                        "java.nio",
                                        "java.util",
                                        "org.jspecify..")
                                .and(not(name("io.tsocks.linux.Errno"))))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(ALL);
    }

    @Test
    void aPolicyKnowsOfNoClientAndNoCommand() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tsocks.grammar..", "io.tsocks.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tsocks.client..",
                        "io.tsocks.protocol..",
                        "io.tsocks.lint..",
                        "io.tsocks.views..",
                        "io.tsocks.validator..",
                        "io.tsocks.launcher..",
                        "io.tsocks.linux..")
                .check(ALL);
    }
}
