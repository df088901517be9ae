package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Example;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages' examples: the bad one has the finding, the good one has it not, and nothing worse.
class RulePageTest {

    private static final Resolver RESOLVER =
            host -> {
                if (host.equals("localhost")) {
                    return List.of(InetAddress.getLoopbackAddress());
                }
                throw new UnknownHostException(host);
            };
    private static final LintOptions OPTIONS =
            new LintOptions(Dialect.EXTENDED, List.of(), List.of(), Optional.of(RESOLVER));

    static Stream<Catalog.Entry> entries() {
        return Catalog.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theBadExampleHasTheFinding(Catalog.Entry entry) {
        Stream<Finding> findings =
                Stream.of(OPTIONS, LintOptions.DEFAULT)
                        .flatMap(options -> lint(entry.page().bad(), options).findings().stream());
        assertThat(findings).extracting(finding -> finding.problem().kind()).contains(entry.kind());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theGoodExampleHasNotAndNothingGraverThanARemark(Catalog.Entry entry) {
        assertThat(lint(entry.page().good()).findings())
                .allMatch(finding -> !finding.problem().kind().equals(entry.kind()))
                .allMatch(finding -> !finding.problem().severity().atLeast(Severity.WARNING));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void thePageSaysWhetherThereIsAFix(Catalog.Entry entry) {
        List<Fix> fixes =
                lint(entry.page().bad()).findings().stream()
                        .filter(finding -> finding.problem().kind().equals(entry.kind()))
                        .flatMap(finding -> finding.anyFix().stream())
                        .toList();
        String fix = entry.page().fix();

        if (fixes.isEmpty()) {
            assertThat(fix).startsWith("There is no automatic fix");
        } else {
            assertThat(fix).doesNotStartWith("There is no automatic fix");
            assertThat(fix.startsWith("Safe:")).isEqualTo(isAlways(fixes, Fix.Safety.SAFE, fix));
        }
    }

    private static boolean isAlways(List<Fix> fixes, Fix.Safety safety, String fix) {
        return fixes.stream().allMatch(one -> one.safety() == safety) && !fix.contains("unsafe");
    }

    @Test
    void idsAreUniqueAndInTheirGroups() {
        assertThat(Catalog.entries())
                .extracting(entry -> entry.kind().id())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("TS[1-7]\\d\\d"));
    }

    private static LintedFile lint(Example example) {
        return lint(example, OPTIONS);
    }

    private static LintedFile lint(Example example, LintOptions options) {
        return new Linter(options)
                .lint(ConfParser.parse("example.conf", example.bytes()), example.exposure());
    }
}
