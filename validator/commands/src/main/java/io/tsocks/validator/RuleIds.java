package io.tsocks.validator;

import io.tsocks.lint.Catalog;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Reads ids of rules, or beginnings of ids.
final class RuleIds {

    private RuleIds() {}

    /// Reads ids.
    ///
    /// @throws UsageException if no rule has one of them
    static List<String> of(Stream<String> texts) throws UsageException {
        List<String> ids =
                texts.map(id -> id.strip().toUpperCase(Locale.ROOT))
                        .filter(id -> !id.isEmpty())
                        .toList();
        for (String id : ids) {
            if (Catalog.entries().stream().noneMatch(entry -> entry.kind().id().startsWith(id))) {
                throw new UsageException(
                        "there is no rule " + id + ": tsocks-validate rules lists them");
            }
        }
        return ids;
    }
}
