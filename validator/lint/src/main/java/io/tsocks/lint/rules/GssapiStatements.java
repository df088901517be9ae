package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// The statements about GSSAPI, which tsocks 1.8 does not know.
public final class GssapiStatements extends ExtensionRule {

    /// The rule.
    public GssapiStatements() {
        super(
                "TS512",
                "GSSAPI with a server",
                Extension.Kind.GSSAPI,
                "tsocks 1.8 has no GSSAPI",
                "for tsocks 1.8, remove the line and use a server that takes a password");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `gssapi` or `gssapi_service` line.",
                "tsocks 1.8 ignores the line, and sends its data unprotected. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                server = 127.0.0.1
                server_type = 5
                gssapi = confidentiality
                """,
                Page.SERVER,
                Page.NO_FIX);
    }
}
