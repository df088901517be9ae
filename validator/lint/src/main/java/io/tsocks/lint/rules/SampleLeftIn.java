package io.tsocks.lint.rules;

import io.tsocks.engine.Rule;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.SamplePath;
import io.tsocks.lint.model.Subject;

/// The example path of the sample file that comes with tsocks.
public final class SampleLeftIn extends LintRule {

    /// The rule.
    public SampleLeftIn() {
        super("TS311", Severity.WARNING, "path of the shipped sample");
    }

    @Override
    public Page page() {
        return Page.of(
                "The example path of the sample file of tsocks, with its server 10.1.7.25.",
                "The path is in force. Connections to 150.0.0.0/255.255.0.0, which are real"
                        + " addresses, go to a server that does not exist.",
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    reaches = 150.1.0.0:80/255.255.0.0
                    server = 10.1.7.25
                    server_type = 5
                    default_user = delius
                    default_pass = hello
                }
                server = 10.0.0.1
                server_type = 5
                """,
                """
                local = 10.0.0.0/255.0.0.0
                server = 10.0.0.1
                server_type = 5
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.policy().paths().stream()
                .filter(SamplePath::is)
                .forEach(path -> findings.add(finding(subject, path)));
    }

    private Finding finding(Subject subject, Rule.Path path) {
        return Finding.of(
                Problem.of(
                        this,
                        LineSpans.opening(subject, path),
                        "this is the example path of the sample file that comes with tsocks",
                        "remove it, or make it your own"));
    }
}
