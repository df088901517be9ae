package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;

/// A network in the range from which names get fake addresses.
public final class FakeAddressNetwork extends LintRule {

    /// The network for measurements (RFC 2544), in which there is no host of the Internet.
    private static final Network.Ip4 FAKE = new Network.Ip4(0xc612_0000, 0xfffe_0000);

    /// The rule.
    public FakeAddressNetwork() {
        super("TS324", Severity.WARNING, "network in the range of fake addresses");
    }

    @Override
    public Page page() {
        return Page.of(
                "A network within 198.18.0.0/15, in a file with `remote_dns = yes` or host"
                        + " patterns. The linter does not report a wider network.",
                "Programs get addresses of this range for names that are not resolved on this"
                        + " machine, unless `tsocks --fake-net` gives another network. tsocks decides for the name when a program connects to such an"
                        + " address, and refuses an address that stands for no name. So the network"
                        + " decides nothing, and no host in it can be reached by its address.",
                """
                local = 198.18.0.0/255.255.0.0
                server = 127.0.0.1
                server_type = 5
                remote_dns = yes
                """,
                """
                local = 192.168.0.0/255.255.0.0
                server = 127.0.0.1
                server_type = 5
                remote_dns = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (!subject.policy().remoteDns() && !subject.policy().namesHosts()) {
            return;
        }
        subject.statements(Statement.class)
                .filter(FakeAddressNetwork::isInRange)
                .map(this::finding)
                .forEach(findings::add);
    }

    private static boolean isInRange(Statement statement) {
        return switch (statement) {
            case Statement.Local(_, _, Network.Ip4 network) -> isInRange(network);
            case Statement.Reaches(_, _, Network.Ip4 network, _) -> isInRange(network);
            case Statement _ -> false;
        };
    }

    private static boolean isInRange(Network.Ip4 network) {
        return FAKE.contains(network.address()) && (network.mask() & FAKE.mask()) == FAKE.mask();
    }

    private Finding finding(Statement statement) {
        return Finding.of(
                Problem.of(
                        this,
                        statement.span(),
                        "this network is in 198.18.0.0/15, from which names get fake addresses",
                        "remove the line, reach its hosts by name, or run tsocks with another --fake-net"));
    }
}
