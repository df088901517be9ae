package io.tsocks.lint.model;

import io.tsocks.grammar.Problem;

/// What a finding is about, which the first digit of its id says.
public enum Group {
    TEXT,
    STATEMENTS,
    POLICY,
    SECURITY,
    PORTABILITY,
    STYLE,
    SUPPRESSIONS;

    /// The group of something that can be found.
    public static Group of(Problem.Kind kind) {
        return values()[kind.id().charAt("TS".length()) - '1'];
    }
}
