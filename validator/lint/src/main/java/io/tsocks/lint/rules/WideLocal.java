package io.tsocks.lint.rules;

import io.tsocks.grammar.PrivateNetworks;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;

/// A local network that contains a private network and also public addresses.
public final class WideLocal extends LintRule {

    /// The rule.
    public WideLocal() {
        super("TS317", Severity.WARNING, "local network wider than a private one");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` network that contains a whole private network, such as"
                        + " 192.168.0.0/16, and public addresses, too.",
                "Connections to those public addresses are direct and bypass the server. Usually"
                        + " the netmask lacks a number, as in 192.0.0.0/255.0.0.0. For the"
                        + " network of all addresses see TS306.",
                "local = 192.0.0.0/255.0.0.0\n" + Page.SERVER,
                "local = 192.168.0.0/255.255.0.0\n" + Page.SERVER,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.Local.class)
                .forEach(
                        local ->
                                PrivateNetworks.strictlyWithin(local.network())
                                        .map(inner -> finding(local, inner))
                                        .ifPresent(findings::add));
    }

    private Finding finding(Statement.Local local, Network inner) {
        String network = text(inner);
        return Finding.of(
                Problem.of(
                        this,
                        local.span(),
                        "this local network is wider than the private network "
                                + network
                                + ", so public addresses are reached directly too",
                        "write local = " + network + " if that is what is meant"));
    }

    private static String text(Network network) {
        return switch (network) {
            case Network.Ip4(int address, int mask) ->
                    Network.Ip4.dotted(address) + "/" + Network.Ip4.dotted(mask);
            case Network.Ip6(long high, long low, int length) ->
                    Network.Ip6.text(high, low) + "/" + length;
        };
    }
}
