package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// The statement `remote_dns`, which tsocks 1.8 does not know.
public final class RemoteDns extends ExtensionRule {

    /// The rule.
    public RemoteDns() {
        super(
                "TS506",
                "remote_dns",
                Extension.Kind.REMOTE_DNS,
                "tsocks 1.8 has no remote_dns",
                "for tsocks 1.8, remove the line");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `remote_dns` line.",
                "tsocks 1.8 ignores the line, so the name servers of the machine see every name."
                        + " With `--dialect=tsocks-1.8` this is an error.",
                Page.SERVER + "remote_dns = yes\n",
                Page.SERVER,
                Page.NO_FIX);
    }
}
