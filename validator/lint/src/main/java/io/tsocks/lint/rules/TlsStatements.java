package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// The statements about TLS, which tsocks 1.8 does not know.
public final class TlsStatements extends ExtensionRule {

    /// The rule.
    public TlsStatements() {
        super(
                "TS510",
                "TLS with a server",
                Extension.Kind.TLS,
                "tsocks 1.8 speaks no TLS",
                "for tsocks 1.8, remove the line and have a tunnel such as stunnel speak TLS");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `tls_ca`, `tls_pin` or `tls_client` line.",
                "tsocks 1.8 ignores the line, and speaks no TLS with servers. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                server = https://127.0.0.1:8443
                tls_pin = sha256/47VQjg4nayhfU5+/dayxI8j57jn7LJtk61TIDswU84M=
                """,
                Page.SERVER,
                Page.NO_FIX);
    }
}
