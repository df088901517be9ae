package io.tsocks.lint.model;

import java.util.List;
import java.util.function.Function;

/// Receives the findings of rules.
@FunctionalInterface
public interface Findings {

    /// Takes a finding.
    void add(Finding finding);

    /// Takes a finding for each of some things, of which a generated file may have very many. The
    /// receiver may leave out those beyond a limit, and not even make them.
    ///
    /// @param things in file order
    /// @param finding makes the finding about one of them
    default <T> void addEach(List<T> things, Function<? super T, Finding> finding) {
        things.forEach(thing -> add(finding.apply(thing)));
    }
}
