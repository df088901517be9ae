package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// A server of SOCKS 4a, which tsocks 1.8 takes for one of SOCKS 4.
public final class Socks4a extends ExtensionRule {

    /// The rule.
    public Socks4a() {
        super(
                "TS505",
                "SOCKS 4a",
                Extension.Kind.SOCKS_4A,
                "tsocks 1.8 has no SOCKS 4a",
                "for tsocks 1.8, write 4");
    }

    @Override
    public Page page() {
        return Page.of(
                "`server_type = 4a`.",
                "tsocks 1.8 reads 4 and ignores the letter, so it never sends a host name to the"
                        + " server. With `--dialect=tsocks-1.8` this is an error.",
                """
                server = 127.0.0.1
                server_type = 4a
                """,
                Page.SERVER,
                Page.NO_FIX);
    }
}
