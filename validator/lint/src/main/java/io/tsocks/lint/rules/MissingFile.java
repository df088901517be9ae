package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;

/// A file that the policy names and tsocks could not use.
public final class MissingFile extends LintRule {

    /// The rule.
    public MissingFile() {
        super("TS329", Severity.WARNING, "file that cannot be used");
    }

    @Override
    public Page page() {
        return Page.of(
                "A file of `tls_ca`, `tls_client` or `password_file` that does not exist, cannot be"
                        + " read, or is empty. A relative path starts at the directory of the"
                        + " policy's file. `~` and variables are not expanded.",
                "tsocks runs no command while a password file is missing, and refuses the"
                        + " connections of a server whose files for TLS are.",
                """
                server = https://127.0.0.1:8443
                tls_ca = /nonexistent/company.pem
                """,
                "server = https://127.0.0.1:8443\n",
                "There is no automatic fix. If the policy is for another machine, leave the rule out"
                        + " with `--ignore TS329`.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.FileName.class)
                .flatMap(
                        line ->
                                NamedFile.of(subject, line)
                                        .trouble()
                                        .map(why -> finding(subject, line, why))
                                        .stream())
                .forEach(findings::add);
    }

    private Finding finding(Subject subject, Statement.FileName line, String why) {
        String path = NamedFile.of(subject, line).path();
        return Finding.of(
                Problem.of(
                        this,
                        line.span(),
                        path + " " + why,
                        path.contains("~") || path.contains("$")
                                ? "write the whole path: `~` and variables are not expanded"
                                : "check the path; a relative one starts at the directory of the"
                                        + " policy's file"));
    }
}
