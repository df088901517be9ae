package io.tsocks.service.policy;

import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.service.store.PolicyText;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.LoadedConf;

/// What is known of a text before it is applied: what the linter finds, whether it gives the
/// expected routes, and what it would change.
public record Review(
        PolicyText text,
        LoadedConf conf,
        LintedFile linted,
        Expectations.Result expectations,
        Change change) {

    /// What the text would change.
    public sealed interface Change {
        /// The text has errors, so that it means nothing.
        record Meaningless() implements Change {}

        /// There is no policy in force to compare it with.
        record First(ChartedConf young) implements Change {}

        /// Exactly this.
        record Exact(PolicyDiff diff, ChartedConf old, ChartedConf young) implements Change {}

        /// It would take too long to find out.
        record Unproved(ChartedConf young, String why) implements Change {}
    }

    /// Whether tsocks would not start with the text.
    public boolean hasErrors() {
        return linted.count(Severity.ERROR) > 0
                || linted.suppressedErrors() > 0
                || !conf.errors().isEmpty();
    }

    /// Whether neither errors nor expectations speak against the text.
    public boolean isValid() {
        return !hasErrors() && expectations.allows();
    }
}
