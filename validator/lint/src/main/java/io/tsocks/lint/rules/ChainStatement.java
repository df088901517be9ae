package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// The statement `chain`, which tsocks 1.8 does not know.
public final class ChainStatement extends ExtensionRule {

    /// The rule.
    public ChainStatement() {
        super(
                "TS509",
                "chain",
                Extension.Kind.CHAIN,
                "tsocks 1.8 has no chain",
                "for tsocks 1.8, remove the line");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `chain` line.",
                "tsocks 1.8 ignores the line, and does not use servers in no local network. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                server = 127.0.0.1
                server_type = 5
                chain = yes
                """,
                Page.SERVER,
                Page.NO_FIX);
    }
}
