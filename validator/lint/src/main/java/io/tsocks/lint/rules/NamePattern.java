package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// A host pattern, which tsocks 1.8 does not know.
public final class NamePattern extends ExtensionRule {

    /// The rule.
    public NamePattern() {
        super(
                "TS504",
                "host pattern",
                Extension.Kind.HOST_PATTERN,
                "tsocks 1.8 has no host patterns",
                "for tsocks 1.8, write the networks of the hosts");
    }

    @Override
    public Page page() {
        return Page.of(
                "A host pattern, such as `.example.org`, in a `local` or `reaches`.",
                "tsocks 1.8 knows only networks there and ignores the line, so the names have the"
                        + " route of their addresses. With `--dialect=tsocks-1.8` this is an error.",
                "local = .corp.example.org\n" + Page.SERVER,
                "local = 192.168.10.0/255.255.255.0\n" + Page.SERVER,
                Page.NO_FIX);
    }
}
