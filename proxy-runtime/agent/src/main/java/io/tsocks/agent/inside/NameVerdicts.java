package io.tsocks.agent.inside;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.HostReach;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.net.PortRange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// A policy's answer for a name before the port is known: a lookup has no port.
///
/// Thread-safe.
final class NameVerdicts {

    /// A name that no rule lists: what becomes of it becomes of most names.
    private static final String UNLISTED = "unlisted.invalid";

    private final Supplier<PolicyEngine> current;

    /// Replaced when another policy is in force.
    private volatile Ports ports;

    /// One port of each range that a policy's rules treat alike.
    private record Ports(PolicyEngine engine, List<Integer> edges) {

        static Ports of(PolicyEngine engine) {
            Policy policy = engine.policy();
            Set<Integer> edges = new TreeSet<>();
            engine.edgesOfOtherNames().forEach(edges::add);
            for (Rule.Path path : policy.paths()) {
                path.hosts().stream().map(HostReach::ports).forEach(range -> add(edges, range));
                path.reaches().stream().map(Reach::ports).forEach(range -> add(edges, range));
            }
            return new Ports(engine, List.copyOf(edges));
        }

        private static void add(Set<Integer> edges, PortRange range) {
            if (range.first() > 0) {
                edges.add(range.first());
            }
            if (range.last() < 65_535) {
                edges.add(range.last() + 1);
            }
        }
    }

    /// @param current the engine of the policy in force
    NameVerdicts(Supplier<PolicyEngine> current) {
        this.current = current;
        this.ports = Ports.of(current.get());
    }

    /// What becomes of a name.
    sealed interface Verdict {

        /// A server is asked for the name, at least at some port.
        record Remote() implements Verdict {}

        /// The name is reached directly, whatever its addresses are.
        record Direct() implements Verdict {}

        /// Its addresses decide.
        record ByAddress() implements Verdict {}

        /// The name is refused at every port.
        record Refused(Action.Refused action) implements Verdict {}
    }

    /// Whether no name server may learn of an address: a server is asked for names, and the address
    /// is not reached directly.
    boolean hides(String address) {
        return of(UNLISTED) instanceof Verdict.Remote && !(of(address) instanceof Verdict.Direct);
    }

    /// What becomes of a name.
    Verdict of(String host) {
        PolicyEngine engine = current.get();
        Ports known = ports;
        if (known.engine() != engine) {
            known = Ports.of(engine);
            ports = known;
        }
        Verdict result = of(engine, host, known.edges().getFirst());
        for (int port : known.edges()) {
            result = stronger(result, of(engine, host, port));
        }
        return result;
    }

    private static Verdict of(PolicyEngine engine, String host, int port) {
        return switch (engine.decide(host, port)) {
            case HostDecision.NeedsAddress ignored -> new Verdict.ByAddress();
            case HostDecision.Decided(Decision decision) ->
                    switch (decision.action()) {
                        case Action.Via ignored -> new Verdict.Remote();
                        case Action.Direct ignored -> new Verdict.Direct();
                        case Action.Refused refused -> new Verdict.Refused(refused);
                    };
        };
    }

    /// The verdict that serves both: a stand-in can be connected to at every port, and a name that
    /// is refused at some ports only is refused when a program connects.
    private static Verdict stronger(Verdict one, Verdict other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Refused ignored -> 0;
            case Verdict.ByAddress ignored -> 1;
            case Verdict.Direct ignored -> 2;
            case Verdict.Remote ignored -> 3;
        };
    }
}
