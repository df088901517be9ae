package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.net.Address;
import io.tsocks.net.Span;
import io.tsocks.testing.Project;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FixTest {

    private static final Linter LINTER = new Linter(LintOptions.DEFAULT);

    @Test
    void safeFixesChangeNoRoute() {
        Seeds.first(150)
                .forEach(
                        seed -> {
                            RandomGenerator random = Seeds.random(seed);
                            ConfFile before = ConfParser.parseText("t", RandomConfs.of(random));
                            ConfFile after = fixed(before, false).linted().file();
                            checkSameRoutes("seed " + seed, before, after, random);
                        });
    }

    @Test
    void afterSafeFixesNoSafeFixIsLeft() {
        Seeds.first(80)
                .forEach(
                        seed -> {
                            String text = RandomConfs.of(Seeds.random(seed));
                            FixRounds rounds = fixed(ConfParser.parseText("t", text), false);
                            assertThat(rounds.linted().findings())
                                    .as("seed %d", seed)
                                    .noneMatch(
                                            finding ->
                                                    finding.anyFix()
                                                            .filter(FixTest::isSafe)
                                                            .isPresent());
                        });
    }

    @Test
    void unsafeFixesComeToAnEnd() {
        Seeds.first(80)
                .forEach(
                        seed -> {
                            String text = RandomConfs.of(Seeds.random(seed));
                            FixRounds rounds = fixed(ConfParser.parseText("t", text), true);
                            assertThat(rounds.linted().findings())
                                    .as("seed %d: %s", seed, text)
                                    .allMatch(finding -> finding.fix() == null);
                        });
    }

    @Test
    void safeFixesChangeNoRouteOfTheCorpus() throws IOException {
        try (Stream<Path> files = Files.list(Project.corpus())) {
            for (Path path : files.filter(file -> file.toString().endsWith(".conf")).toList()) {
                ConfFile before = ConfParser.parse(path);
                ConfFile after = fixed(before, false).linted().file();
                checkSameRoutes(path.toString(), before, after, Seeds.random(1));
            }
        }
    }

    @Test
    void aFixThatOverlapsAnotherIsRefused() {
        ConfFile file = ConfParser.parseText("t", "abcdef\n");
        var linted =
                new LintedFile(
                        file,
                        List.of(
                                finding(file, new Edit(new Span(0, 3), "x")),
                                finding(file, new Edit(new Span(2, 4), "y")),
                                finding(file, new Edit(new Span(4, 5), "z"))));

        FixedText fixed = FixedText.of(linted, false);

        assertThat(fixed.bytes()).asString().isEqualTo("xdzf\n");
        assertThat(fixed.applied()).isEqualTo(2);
        assertThat(fixed.refused()).isEqualTo(1);
    }

    @Test
    void ofAFixOneRefusedEditRefusesAll() {
        ConfFile file = ConfParser.parseText("t", "abcdef\n");
        var linted =
                new LintedFile(
                        file,
                        List.of(
                                finding(file, new Edit(new Span(0, 1), "x")),
                                finding(
                                        file,
                                        new Edit(new Span(4, 5), "y"),
                                        new Edit(new Span(0, 2), "y"))));

        assertThat(FixedText.of(linted, false).bytes()).asString().isEqualTo("xbcdef\n");
    }

    static void checkSameRoutes(
            String what, ConfFile before, ConfFile after, RandomGenerator random) {
        PolicyEngine old = PolicyEngine.of(PolicyCompiler.compile(before).policy());
        PolicyEngine fixed = PolicyEngine.of(PolicyCompiler.compile(after).policy());
        for (int i = 0; i < 60; i++) {
            Address address = address(before, random);
            int port = List.of(0, 1, 79, 80, 85, 90, 443).get(random.nextInt(7));
            Action one = old.decide(address, port).action();
            Action other = fixed.decide(address, port).action();
            assertThat(one.hasSameEffect(other))
                    .as("%s: %s:%d was %s and is %s", what, address, port, one, other)
                    .isTrue();
        }
    }

    /// An address in or beside a network of the file, or any other.
    private static Address address(ConfFile file, RandomGenerator random) {
        List<Integer> edges =
                file.statements().stream()
                        .flatMap(statement -> FixTest.network(statement).stream())
                        .toList();
        return edges.isEmpty() || random.nextInt(4) == 0
                ? new Address.Ip4(random.nextInt())
                : new Address.Ip4(
                        edges.get(random.nextInt(edges.size())) + random.nextInt(-1, 300));
    }

    private static List<Integer> network(Statement statement) {
        return switch (statement) {
            case Statement.Local(_, _, io.tsocks.net.Network.Ip4(int address, int mask)) ->
                    List.of(address, address | ~mask);
            case Statement.Reaches(_, _, io.tsocks.net.Network.Ip4(int address, int mask), _) ->
                    List.of(address, address | ~mask);
            case Statement _ -> List.of();
        };
    }

    private static FixRounds fixed(ConfFile file, boolean unsafe) {
        return FixRounds.of(
                LINTER.lint(file, Exposure.HIDDEN),
                unsafe,
                LINTER.options(),
                text -> LINTER.lint(text, Exposure.HIDDEN));
    }

    private static boolean isSafe(Fix fix) {
        return fix.safety() == Fix.Safety.SAFE;
    }

    private static Finding finding(ConfFile file, Edit... edits) {
        return new Finding(file.problems().getFirst(), Fix.safe("change", edits));
    }
}
