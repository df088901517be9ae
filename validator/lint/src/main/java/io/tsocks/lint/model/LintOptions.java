package io.tsocks.lint.model;

import io.tsocks.engine.Resolver;
import java.util.List;
import java.util.Optional;

/// What to look for.
///
/// @param dialect which program the files are for
/// @param select ids of the rules that count, or beginnings of ids; all where empty
/// @param ignore ids of rules that do not count, or beginnings of ids; stronger than `select`
/// @param resolver whom to ask for the addresses of names; empty to ask nobody
public record LintOptions(
        Dialect dialect, List<String> select, List<String> ignore, Optional<Resolver> resolver) {

    /// Every rule, the extended dialect, and no questions to name servers.
    public static final LintOptions DEFAULT =
            new LintOptions(Dialect.EXTENDED, List.of(), List.of(), Optional.empty());

    public LintOptions {
        select = List.copyOf(select);
        ignore = List.copyOf(ignore);
    }

    /// The same for another dialect.
    public LintOptions with(Dialect other) {
        return new LintOptions(other, select, ignore, resolver);
    }

    /// Whether the findings of a rule count.
    public boolean wants(String id) {
        return (select.isEmpty() || select.stream().anyMatch(id::startsWith))
                && ignore.stream().noneMatch(id::startsWith);
    }
}
