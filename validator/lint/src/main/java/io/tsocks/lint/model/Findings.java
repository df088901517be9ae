package io.tsocks.lint.model;

import java.util.List;
import java.util.function.Function;

/// Where a rule reports what it finds.
@FunctionalInterface
public interface Findings {

    /// Takes a finding.
    void add(Finding finding);

    /// Takes a finding for each of some things, of which a generated file may have very many. Who
    /// takes them may leave those out that are more than anybody reads, and not even make them.
    ///
    /// @param things in file order
    /// @param finding what to say about one of them
    default <T> void addEach(List<T> things, Function<? super T, Finding> finding) {
        things.forEach(thing -> add(finding.apply(thing)));
    }
}
