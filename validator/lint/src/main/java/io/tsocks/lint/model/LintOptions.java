package io.tsocks.lint.model;

import io.tsocks.engine.Resolver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The options of a linter.
///
/// @param dialect which program the files are for
/// @param select ids of the rules that count, or beginnings of ids; if empty, all rules count
/// @param ignore ids of rules that do not count, or beginnings of ids; overrides `select`
/// @param resolver is asked for the addresses of names; if empty, no name is looked up
public record LintOptions(
        Dialect dialect, List<String> select, List<String> ignore, Optional<Resolver> resolver) {

    /// Every rule, the extended dialect, and no questions to name servers.
    public static final LintOptions DEFAULT =
            new LintOptions(Dialect.EXTENDED, List.of(), List.of(), Optional.empty());

    public LintOptions {
        select = List.copyOf(select);
        ignore = List.copyOf(ignore);
    }

    /// The same options for another dialect.
    public LintOptions with(Dialect other) {
        return new LintOptions(other, select, ignore, resolver);
    }

    /// The same options, but more rules do not count.
    ///
    /// @param more ids of rules, or beginnings of ids
    public LintOptions ignoring(List<String> more) {
        List<String> all = Stream.concat(ignore.stream(), more.stream()).toList();
        return new LintOptions(dialect, select, all, resolver);
    }

    /// Whether the findings of a rule count.
    public boolean wants(String id) {
        return (select.isEmpty() || select.stream().anyMatch(id::startsWith))
                && ignore.stream().noneMatch(id::startsWith);
    }
}
