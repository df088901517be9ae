package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.HostReach;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.net.HostName;
import io.tsocks.net.PortRange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A policy's answer for a name before the port is known: a question to a name server has no port.
///
/// Immutable.
final class NameRules {

    private final PolicyEngine engine;
    private final List<Integer> ports;
    private final boolean all;

    private NameRules(PolicyEngine engine, boolean all) {
        Policy policy = engine.policy();
        this.engine = engine;
        this.ports = ports(policy);
        this.all = all;
    }

    /// @param all whether the policy is asked about every name, or only about those that a rule
    ///     lists
    static NameRules of(PolicyEngine engine, boolean all) {
        return new NameRules(engine, all);
    }

    /// What becomes of a question for a name.
    sealed interface Verdict {

        /// The name has, at least at some port, a route that needs the name and not its address.
        ///
        /// @param isNamed whether a rule names it
        record Fake(boolean isNamed) implements Verdict {}

        /// The name has its real addresses, and goes directly or as its addresses decide.
        ///
        /// @param isNamed whether a rule names it
        record Real(boolean isNamed) implements Verdict {}

        /// The name is refused at every port.
        record Refused(Action.Refused action, Rule rule) implements Verdict {}

        /// The text is not a host name.
        record Malformed() implements Verdict {}
    }

    /// What becomes of a question for a name. Names of services may have labels that no host name
    /// has; a rule for all names below a host name is about those, too.
    ///
    /// @param name as [DnsQuestion#name] gives it
    Verdict verdict(String name) {
        String host = name.replace(DnsQuestion.NO_LETTER, '-');
        if (isMalformed(host)) {
            return all ? new Verdict.Malformed() : withoutRules(name);
        }
        boolean isNamed = isNamed(host);
        if (!isNamed && !all) {
            return withoutRules(host);
        }
        Verdict verdict = verdict(host, isNamed);
        boolean isFakeOfNone = verdict instanceof Verdict.Fake && !host.equals(name);
        return isFakeOfNone ? new Verdict.Malformed() : verdict;
    }

    private Verdict verdict(String name, boolean isNamed) {
        boolean isRefused = true;
        boolean isReal = true;
        Decision last = null;
        for (int port : ports) {
            if (engine.decide(name, port) instanceof HostDecision.Decided(Decision decision)) {
                last = decision;
                isRefused &= decision.action() instanceof Action.Refused;
                isReal &= decision.action() instanceof Action.Direct;
            } else {
                isRefused = false;
            }
        }
        if (isRefused && last != null && last.action() instanceof Action.Refused refused) {
            return new Verdict.Refused(refused, last.rule());
        }
        return isReal ? new Verdict.Real(isNamed) : new Verdict.Fake(isNamed);
    }

    /// The verdict on a name if no rule counts. No name server is ever asked for a name below
    /// `.onion`.
    private Verdict withoutRules(String name) {
        return engine.decide(name, 0) instanceof HostDecision.Decided(Decision decision)
                        && decision.action() instanceof Action.Refused refused
                        && refused.reason() == Action.Reason.ONION_WITHOUT_SERVER
                ? new Verdict.Refused(refused, decision.rule())
                : new Verdict.Real(false);
    }

    private static boolean isMalformed(String name) {
        try {
            HostName.parse(name);
            return false;
        } catch (HostName.MalformedException e) {
            return true;
        }
    }

    /// Whether a rule lists the name, at any port.
    private boolean isNamed(String name) {
        return ports.stream().anyMatch(port -> engine.basis(name, port) == NameBasis.LINE);
    }

    /// One port of each range that all rules treat alike.
    private static List<Integer> ports(Policy policy) {
        Set<Integer> ports = new TreeSet<>(List.of(1));
        for (Rule.Path path : policy.paths()) {
            for (HostReach reach : path.hosts()) {
                add(ports, reach.ports());
            }
            for (Reach reach : path.reaches()) {
                add(ports, reach.ports());
            }
        }
        return List.copyOf(ports);
    }

    private static void add(Set<Integer> ports, PortRange range) {
        if (range.first() > 0) {
            ports.add(range.first());
        }
        if (range.last() < 65_535) {
            ports.add(range.last() + 1);
        }
    }
}
