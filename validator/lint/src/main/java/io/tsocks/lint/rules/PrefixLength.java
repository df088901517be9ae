package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;
import java.util.List;
import java.util.function.BiFunction;

/// A prefix length where tsocks 1.8 wants a netmask.
public final class PrefixLength extends ExtensionRule {

    /// The rule.
    public PrefixLength() {
        super(
                "TS502",
                "prefix length",
                Extension.Kind.PREFIX_LENGTH,
                "tsocks 1.8 has no prefix lengths",
                "write the netmask if tsocks 1.8 is to read the file");
    }

    @Override
    public Page page() {
        return Page.of(
                "A prefix length, such as /8, instead of a netmask.",
                "tsocks 1.8 reads `/8` as the netmask 0.0.0.8. It drops the line, or the line"
                        + " means something else: `0.0.0.0/8` makes half of all addresses local."
                        + " With `--dialect=tsocks-1.8` this is an error.",
                """
                local = 10.0.0.0/8
                server = 10.0.0.1
                server_type = 5
                """,
                """
                local = 10.0.0.0/255.0.0.0
                server = 10.0.0.1
                server_type = 5
                """,
                "There is no automatic fix, because tsocks reads prefix lengths. With"
                        + " `--dialect=tsocks-1.8` a safe fix writes the netmask.");
    }

    @Override
    BiFunction<String, Span, List<Edit>> fix(Subject subject) {
        return subject.options().dialect() == Dialect.TSOCKS_1_8
                ? Portability::writeNetmask
                : (_, _) -> List.of();
    }
}
