package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyFindingsTest {

    @TempDir private Path folder;

    @Test
    void theLastOfTooManyFindingsSaysHowManyAreNotListed() {
        String dead =
                IntStream.range(0, 1200)
                        .mapToObj(i -> "reaches = 10.1." + i / 256 + "." + i % 256 + "/32\n")
                        .collect(Collectors.joining());
        List<String> messages =
                messages(
                        "local = 10.0.0.0/8\npath {\nreaches = 11.0.0.0/8\n"
                                + dead
                                + "server = 10.0.0.1\nserver_type = 5\n}\nfallback = yes\n");
        assertThat(messages).hasSize(1000);
        assertThat(messages.getLast())
                .endsWith("; this is said of 1,200 networks, and 200 of them are not listed");
        assertThat(messages.subList(0, 999)).noneMatch(message -> message.contains("not listed"));
    }

    @Test
    void suppressionsOfMoreFindingsThanAreListedAreUsed() {
        String text =
                IntStream.range(0, 1005)
                        .mapToObj(i -> "local = 10.0.0.0/8 # tsocks-lint: disable=TS301 why\n")
                        .collect(Collectors.joining());
        assertThat(
                        new Linter(LintOptions.DEFAULT)
                                .lint(
                                        ConfParser.parseText(
                                                "t.conf", "local = 10.0.0.0/8\n" + text),
                                        Exposure.HIDDEN)
                                .findings())
                .extracting(finding -> finding.problem().kind().id())
                .doesNotContain("TS301", "TS701");
    }

    @Test
    void aBaselineKnowsMoreFindingsThanAreListed() throws IOException {
        String text = "local = 10.0.0.0/8\n".repeat(1500);
        Path place = folder.resolve("baseline");
        var linter = new Linter(LintOptions.DEFAULT);
        LintedFile all =
                linter.exhaustive().lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN);
        Files.writeString(place, Baseline.at(place).of(List.of(all)));

        LintedFile later =
                linter.without(Baseline.read(place))
                        .lint(
                                ConfParser.parseText("t.conf", text + "local = 10.7.0.0/16\n"),
                                Exposure.HIDDEN);

        assertThat(later.findings())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(later.file().lineAt(finding.problem().span().start()))
                                        .isEqualTo(1501));
    }

    @Test
    void unsafeFixesRemoveAllThatCanGoAtOnce() {
        var linter = new Linter(LintOptions.DEFAULT).exhaustive();
        String text = "local = 10.0.0.0/255.0.0.0\n".repeat(30_000) + "server = 10.0.0.1\n";
        FixRounds rounds =
                FixRounds.of(
                        linter.lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN),
                        true,
                        linter.options(),
                        file -> linter.lint(file, Exposure.HIDDEN));
        assertThat(rounds.linted().file().text())
                .isEqualTo("local = 10.0.0.0/255.0.0.0\nserver = 10.0.0.1\n");
        assertThat(rounds.isUnfinished(true)).isFalse();
    }

    private static List<String> messages(String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN).findings().stream()
                        .filter(finding -> finding.problem().kind().id().equals("TS301"))
                        .map(finding -> finding.problem().message())
                        .toList();
    }
}
