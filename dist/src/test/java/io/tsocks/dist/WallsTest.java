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
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /// A policy is plain values with origins. Only what compiles a file or writes one, what is
    /// wrong with one, and what the lines of one mean, knows the language.
    @Test
    void aPolicyHoldsNoSyntaxTree() {
        noClasses()
                .that()
                .resideInAPackage("io.tsocks.engine..")
                .and()
                .haveNameNotMatching(
                        "io\\.tsocks\\.engine\\.(options\\..+"
                                + "|(PolicyCompiler|PolicyProblem|ServerBlock|TlsBlock|GssapiBlock"
                                + "|ServerChecks|LoginCheck|analysis\\.LineMeanings)(\\$.*)?)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tsocks.grammar..")
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

    /// A mistake that both sides of SOCKS made would not be seen.
    @Test
    void theSidesOfAHandshakeShareNoReadingAndNoWriting() {
        String server = "io\\.tsocks\\.protocol\\.(ProxyServer|HttpServer|Server|ClientMessage).*";
        String client =
                "io\\.tsocks\\.protocol\\.(Handshake|Socks[45]?Handshake|HttpConnect|HttpRequests"
                        + "|HttpResponses|Messages|[A-Z][a-z]+Reader|Octets).*";
        noClasses()
                .that()
                .haveNameMatching(server)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(client)
                .check(ALL);
        noClasses()
                .that()
                .haveNameMatching(client)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(server)
                .check(ALL);
    }

    /// No JDK 21 is needed to see it: the compiler's `--release 21` keeps newer APIs out, and the
    /// version of a class file says which Java loads it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "net/Address",
                "antlr/Parser",
                "grammar/ConfParser",
                "engine/PolicyEngine",
                "protocol/SocksHandshake",
                "client/Tsocks",
                "client/gssapi/KerberosLogin",
                "client/netty/NettyPolicyHandler",
                "agent/Agent",
                "agent/hook/Hooks",
                "agent/inside/Installation",
                "testserver/SocksTestServer"
            })
    void javaTwentyOneRunsWhatOthersEmbed(String type) throws IOException {
        try (var bytes = getClass().getResourceAsStream("/io/tsocks/" + type + ".class")) {
            assertThat(new DataInputStream(bytes).readLong() & 0xffff).isEqualTo(65);
        }
    }

    /// Who does not use it need not have it.
    @Test
    void onlyItsOwnModuleKnowsOfNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tsocks.client.netty")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
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
    /// numbers, of the health of servers what an end tells of one.
    @Test
    void anAttemptKnowsOfNoDescriptorAndNoClock() {
        noClasses()
                .that()
                .resideInAPackage("io.tsocks.launcher.attempt")
                .should()
                .dependOnClassesThat(
                        resideOutsideOfPackages(
                                        "io.tsocks.launcher.attempt",
                                        "io.tsocks.client.health",
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

    /// Which server a connect tries is decided without one.
    @Test
    void theHealthOfServersKnowsOfNoSocketAndNoClock() {
        noClasses()
                .that()
                .resideInAPackage("io.tsocks.client.health")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.tsocks.client.health",
                        "io.tsocks.net",
                        "io.tsocks.protocol",
                        "java.lang..",
                        "java.nio.charset",
                        "java.time",
                        "java.util..",
                        "org.jspecify..")
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
