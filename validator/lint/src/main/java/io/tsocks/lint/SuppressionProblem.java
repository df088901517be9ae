package io.tsocks.lint;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;

/// What can be wrong with a comment that suppresses findings.
public enum SuppressionProblem implements Problem.Kind {
    UNUSED("TS701", "unused suppression"),
    WITHOUT_REASON("TS702", "suppression without a reason"),
    MALFORMED("TS703", "malformed suppression");

    private final String id;
    private final String title;

    SuppressionProblem(String id, String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public String title() {
        return title;
    }
}
