package io.tsocks.lint.model;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;

/// A rule of the linter: its name, its page and its check in one class. A rule has no state, so one
/// instance serves all files.
public abstract class LintRule implements Problem.Kind {

    private final String id;
    private final Severity severity;
    private final String title;

    /// @param id `TS` and three digits, the first of which says the [Group]
    /// @param severity the severity of its findings
    /// @param title a few words in lower case that name the pattern, not the remedy
    protected LintRule(String id, Severity severity, String title) {
        this.id = id;
        this.severity = severity;
        this.title = title;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Severity severity() {
        return severity;
    }

    @Override
    public final String title() {
        return title;
    }

    /// The group of its findings.
    public final Group group() {
        return Group.of(this);
    }

    /// The page about this rule.
    public abstract Page page();

    /// Checks a file and reports findings, in any order.
    public abstract void check(Subject subject, Findings findings);
}
