package io.tsocks.lint.model;

import io.tsocks.grammar.Problem;

/// The subject of findings, given by the first digit of their ids.
public enum Group {
    TEXT,
    STATEMENTS,
    POLICY,
    SECURITY,
    PORTABILITY,
    STYLE,
    SUPPRESSIONS;

    /// The group of a kind of problem.
    public static Group of(Problem.Kind kind) {
        return values()[kind.id().charAt("TS".length()) - '1'];
    }
}
