package io.tsocks.lsp;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.analysis.LineMeaning;
import io.tsocks.engine.analysis.LineMeanings;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.LoadedConf;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one text, found out when it is first asked for. No name is looked up.
final class Examination {

    private final String name;
    private final String text;
    private final Linter linter;
    private final LineIndex index;
    private @Nullable ConfFile file;
    private @Nullable LintedFile findings;
    private @Nullable LintedFile fixes;
    private @Nullable LoadedConf conf;
    private @Nullable ChartedConf chart;
    private boolean isCharted;
    private @Nullable LineMeanings meanings;
    private @Nullable PolicyEngine engine;

    /// @param name what messages call the text
    Examination(String name, String text, LintOptions options) {
        this.name = name;
        this.text = text;
        this.linter = new Linter(options);
        this.index = new LineIndex(text);
    }

    /// The text itself.
    String text() {
        return text;
    }

    /// The text as a file. It has the same characters.
    ConfFile file() {
        ConfFile known = file;
        if (known == null) {
            known = ConfParser.parseText(name, text);
            file = known;
        }
        return known;
    }

    LineIndex index() {
        return index;
    }

    /// What the linter finds, without fixes, which take longer.
    LintedFile findings() {
        LintedFile known = findings;
        if (known == null) {
            known = linter.withoutFixes().lint(file(), Exposure.HIDDEN);
            findings = known;
        }
        return known;
    }

    /// What the linter finds, with the fixes that it has tried.
    LintedFile fixes() {
        LintedFile known = fixes;
        if (known == null) {
            known = linter.lint(file(), Exposure.HIDDEN);
            fixes = known;
        }
        return known;
    }

    /// The policy; empty if the text has errors, so that it means nothing.
    Optional<Policy> policy() {
        return loaded().map(LoadedConf::policy);
    }

    private Optional<LoadedConf> loaded() {
        LoadedConf known = conf;
        if (known == null) {
            known = LoadedConf.of(file());
            conf = known;
        }
        boolean means =
                known.problems().stream().noneMatch(one -> one.severity() == Severity.ERROR);
        return means && !known.isForeign() ? Optional.of(known) : Optional.empty();
    }

    /// What decides; empty if the text means nothing.
    Optional<PolicyEngine> engine() {
        if (engine == null) {
            engine = policy().map(PolicyEngine::of).orElse(null);
        }
        return Optional.ofNullable(engine);
    }

    /// The chart of the policy; empty if the text means nothing.
    Optional<ChartedConf> chart() {
        if (chart == null) {
            chart = loaded().map(ChartedConf::of).orElse(null);
        }
        return Optional.ofNullable(chart);
    }

    /// What a line does; empty if it does nothing by itself, or if the text means nothing.
    ///
    /// @param line from 0
    Optional<LineMeaning> meaning(int line) {
        int offset = index.startOf(line);
        int number = file().lineAt(offset);
        if (!isCharted) {
            isCharted = true;
            meanings =
                    chart().map(ChartedConf::chart)
                            .filter(PolicyChart::isExact)
                            .map(drawn -> LineMeanings.of(file(), drawn))
                            .orElse(null);
        }
        List<LineMeaning> found = meanings == null ? List.of() : meanings.between(number, number);
        return found.stream().findFirst();
    }
}
