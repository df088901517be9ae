package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;

/// A file with a secret that other users can read.
public final class ReadableFile extends LintRule {

    /// The rule.
    public ReadableFile() {
        super("TS330", Severity.ERROR, "file with a secret that others can read");
    }

    @Override
    public Page page() {
        return Page.of(
                "A file of `password_file` or `tls_client` that other users of the machine can"
                        + " read.",
                "Every user of the machine can read the password or the private key. tsocks does not"
                        + " use such a password.",
                """
                # every user of a machine reads this file
                server = https://127.0.0.1:8443
                default_user = joe
                password_file = /etc/passwd
                """,
                """
                server = https://127.0.0.1:8443
                default_user = joe
                default_pass = tulip
                """,
                "There is no automatic fix. Run `chmod 600` on the file.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.FileName.class)
                .filter(line -> !(line instanceof Statement.TlsCa))
                .filter(line -> NamedFile.of(subject, line).isReadableByOthers())
                .map(line -> finding(line, NamedFile.of(subject, line).path()))
                .forEach(findings::add);
    }

    private Finding finding(Statement.FileName line, String path) {
        return Finding.of(
                Problem.of(
                        this,
                        line.span(),
                        "other users can read " + path + ", and there is a secret in it",
                        "take the permission away: chmod 600 " + path));
    }
}
