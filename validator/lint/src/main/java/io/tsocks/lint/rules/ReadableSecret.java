package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Example;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;
import java.util.Optional;

/// A password in a file that other users can read.
public final class ReadableSecret extends LintRule {

    /// The rule.
    public ReadableSecret() {
        super("TS401", Severity.WARNING, "password that others can read");
    }

    @Override
    public Page page() {
        return new Page(
                "A file with a password that other users of the machine may read.",
                "Every user of the machine can read the password.",
                Example.of(
                                """
                # after chmod 644: every user of the machine reads it
                local = 10.0.0.0/255.0.0.0
                server = 127.0.0.1
                server_type = 5
                default_user = joe
                default_pass = tulip
                """)
                        .readableByOthers(),
                Example.of(
                        """
                # after chmod 600: only its owner does
                local = 10.0.0.0/255.0.0.0
                server = 127.0.0.1
                server_type = 5
                default_user = joe
                default_pass = tulip
                """),
                "There is no automatic fix. Run `chmod 600 FILE`.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        Optional<Statement.DefaultPass> pass =
                subject.statements(Statement.DefaultPass.class)
                        .filter(password -> !subject.isOfTheSample(password.span()))
                        .findFirst();
        if (pass.isEmpty()) {
            return;
        }
        Span place = pass.get().span();
        switch (subject.exposure()) {
            case HIDDEN -> {}
            case OPEN ->
                    findings.add(
                            finding(
                                    place,
                                    "other users can read this file, and there is a password in it",
                                    "take the permission away: chmod 600 "
                                            + subject.file().name()));
            case CHECKED_OUT ->
                    findings.add(
                            finding(
                                            place,
                                            "git tracks this file, and there is a password in"
                                                    + " it; whoever has the repository has it,"
                                                    + " and git keeps no mode that hides it",
                                            "chmod 600 the file on the machine that uses it")
                                    .as(Severity.INFO));
        }
    }

    private Finding finding(Span place, String message, String help) {
        return Finding.of(Problem.of(this, place, message, help));
    }
}
