package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// The statement `password_file`, which tsocks 1.8 does not know.
public final class PasswordFileStatement extends ExtensionRule {

    /// The rule.
    public PasswordFileStatement() {
        super(
                "TS511",
                "password_file",
                Extension.Kind.PASSWORD_FILE,
                "tsocks 1.8 has no password_file",
                "for tsocks 1.8, write default_pass, and chmod 600 the policy");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `password_file` line.",
                "tsocks 1.8 ignores the line, and logs in without a password. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                server = 127.0.0.1
                server_type = 5
                default_user = joe
                password_file = /etc/tsocks/password
                """,
                """
                server = 127.0.0.1
                server_type = 5
                default_user = joe
                default_pass = tulip
                """,
                Page.NO_FIX);
    }
}
