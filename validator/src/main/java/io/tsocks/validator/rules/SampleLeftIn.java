package io.tsocks.validator.rules;

import io.tsocks.engine.Rule;
import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.net.Network;
import io.tsocks.validator.lint.Finding;
import io.tsocks.validator.lint.LintRule;
import io.tsocks.validator.lint.Page;
import io.tsocks.validator.lint.Subject;
import java.util.function.Consumer;

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

    private static final Network SAMPLE_NETWORK = new Network.Ip4(0x96000000, 0xffff0000);

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        subject.policy().paths().stream()
                .filter(SampleLeftIn::isSample)
                .forEach(path -> findings.accept(finding(subject, path)));
    }

    /// Whether a path is the one of the sample.
    public static boolean isSample(Rule.Path path) {
        SocksServer server = path.server();
        return server != null
                && server.host().equals("10.1.7.25")
                && path.reaches().stream().anyMatch(to -> to.network().equals(SAMPLE_NETWORK));
    }

    private Finding finding(Subject subject, Rule.Path path) {
        return Finding.of(
                Problem.of(
                        this,
                        Lines.opening(subject, path),
                        "this is the example path of the sample file that comes with tsocks",
                        "remove it, or make it your own"));
    }
}
