package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// An IPv6 address, which tsocks 1.8 does not know.
public final class Ip6 extends ExtensionRule {

    /// The rule.
    public Ip6() {
        super(
                "TS503",
                "IPv6",
                Extension.Kind.IPV6,
                "tsocks 1.8 has no IPv6",
                "for tsocks 1.8, remove the line");
    }

    @Override
    public Page page() {
        return Page.of(
                "An IPv6 network or server.",
                "tsocks 1.8 knows only IPv4 and ignores the line. With `--dialect=tsocks-1.8`"
                        + " this is an error.",
                "local = 2001:db8::/32\n" + Page.SERVER,
                Page.SERVER,
                Page.NO_FIX);
    }
}
