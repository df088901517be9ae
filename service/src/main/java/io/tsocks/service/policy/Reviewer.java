package io.tsocks.service.policy;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.service.store.PolicyText;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.LoadedConf;
import java.util.List;
import java.util.Optional;

/// Examines texts.
///
/// @param name what messages call them
public record Reviewer(String name, Optional<Expectations> expectations) {

    /// Examines a text beside the policy in force.
    ///
    /// @param work for whom it is examined
    public Review review(PolicyText text, Optional<LivePolicy> active, BackgroundWork work) {
        Review findings = work.done(() -> findings(text));
        return findings.hasErrors() ? findings : withMeaning(findings, active, work);
    }

    private Review findings(PolicyText text) {
        ConfFile file = ConfParser.parse(name, text.bytes());
        LoadedConf conf = LoadedConf.of(file);
        LintedFile linted = new Linter(LintOptions.DEFAULT).lint(file, Exposure.HIDDEN);
        return new Review(
                text,
                conf,
                linted,
                new Expectations.Result.Untried(),
                new Review.Change.Meaningless());
    }

    private Review withMeaning(Review findings, Optional<LivePolicy> active, BackgroundWork work) {
        ChartedConf young = work.done(() -> ChartedConf.of(findings.conf()));
        Expectations.Result result =
                expectations
                        .map(file -> file.tryOn(young, work))
                        .orElseGet(Expectations.Result.Untried::new);
        Review.Change change =
                active.map(LivePolicy::chart)
                        .map(old -> work.done(() -> change(old, young)))
                        .orElseGet(() -> new Review.Change.First(young));
        return new Review(findings.text(), findings.conf(), findings.linted(), result, change);
    }

    /// What would change between two policies.
    public static Review.Change change(ChartedConf old, ChartedConf young) {
        for (ChartedConf one : List.of(old, young)) {
            if (!one.chart().isExact()) {
                PolicyMap.Uncharted odd = one.chart().map().uncharted().getFirst();
                return new Review.Change.Unproved(
                        young, "the mask of " + odd.network() + " has too many runs of addresses");
            }
        }
        return new Review.Change.Exact(PolicyDiff.between(old.chart(), young.chart()), old, young);
    }
}
