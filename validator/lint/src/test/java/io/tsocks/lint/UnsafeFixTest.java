package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Unsafe fixes change no route unless the page of the rule says so.
class UnsafeFixTest {

    private static final Linter LINTER = new Linter(LintOptions.DEFAULT);
    private static final String SAYS_NO = "No route changes";

    static LongStream seeds() {
        return Seeds.first(150);
    }

    @Test
    void aPageWithAnUnsafeFixSaysWhetherRoutesChange() {
        assertThat(Catalog.entries())
                .extracting(entry -> entry.page().fix())
                .filteredOn(fix -> fix.toLowerCase(java.util.Locale.ROOT).contains("unsafe"))
                .allMatch(fix -> fix.contains(SAYS_NO) ^ fix.contains("Routes "));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOneOfThemChangesNoRoute(long seed) {
        for (ConfFile file : files(seed)) {
            for (Finding finding : LINTER.lint(file, Exposure.HIDDEN).findings()) {
                if (keepsRoutes(finding)) {
                    ConfFile after = fixedOnce(file, other -> other.equals(finding));
                    checkSameRoutes(seed, file, after);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void someOfThemTogetherChangeNoRoute(long seed) {
        RandomGenerator random = Seeds.random(seed);
        for (ConfFile file : files(seed)) {
            ConfFile after =
                    fixedOnce(file, finding -> random.nextBoolean() && keepsRoutes(finding));
            checkSameRoutes(seed, file, after);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allOfThemToTheEndChangeNoRoute(long seed) {
        for (ConfFile file : files(seed)) {
            FixRounds rounds =
                    FixRounds.of(
                            only(file, UnsafeFixTest::keepsRoutes),
                            true,
                            LINTER.options(),
                            text -> only(text, UnsafeFixTest::keepsRoutes));
            checkSameRoutes(seed, file, rounds.linted().file());
        }
    }

    private static List<ConfFile> files(long seed) {
        return Stream.of(RandomPaths.of(Seeds.random(seed)), RandomConfs.of(Seeds.random(seed)))
                .map(text -> ConfParser.parseText("t", text))
                .toList();
    }

    private static boolean keepsRoutes(Finding finding) {
        String fix = Catalog.find(finding.problem().kind().id()).orElseThrow().page().fix();
        return fix.contains(SAYS_NO) || fix.startsWith("Safe:");
    }

    private static ConfFile fixedOnce(ConfFile file, Predicate<Finding> which) {
        return ConfParser.parse("t", FixedText.of(only(file, which), true).bytes());
    }

    private static LintedFile only(ConfFile file, Predicate<Finding> which) {
        return new LintedFile(
                file,
                LINTER.lint(file, Exposure.HIDDEN).findings().stream().filter(which).toList());
    }

    private static void checkSameRoutes(long seed, ConfFile before, ConfFile after) {
        String what = "seed %d: %s%nbecame%n%s".formatted(seed, before.text(), after.text());
        assertThat(PolicyDiff.between(chart(before), chart(after)).changes()).as(what).isEmpty();
        assertThat(NameSamples.routes(after)).as(what).isEqualTo(NameSamples.routes(before));
    }

    private static PolicyChart chart(ConfFile file) {
        return PolicyChart.of(PolicyCompiler.compile(file).policy());
    }
}
