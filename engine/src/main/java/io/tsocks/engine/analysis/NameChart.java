package io.tsocks.engine.analysis;

import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PortMap;
import io.tsocks.net.HostName;
import java.util.Optional;
import java.util.stream.IntStream;

/// A policy's answers for names: its map of names by [PolicyMap.Grain#STATEMENT], and an engine for
/// the decisions. Immutable.
public final class NameChart {

    private final NameMap map;
    private final PolicyEngine engine;

    private NameChart(Policy policy) {
        this.map = NameMap.of(policy, PolicyMap.Grain.STATEMENT);
        this.engine = PolicyEngine.of(policy);
    }

    /// Draws the chart of a policy.
    public static NameChart of(Policy policy) {
        return new NameChart(policy);
    }

    /// Whether a policy treats names differently from their addresses.
    public static boolean isNeededFor(Policy policy) {
        return policy.namesHosts() || policy.remoteDns();
    }

    /// The policy's map of names.
    public NameMap map() {
        return map;
    }

    /// The ports at which the policy's answer for a class may change; 1 is among them.
    ///
    /// @param ports the owners of the class
    IntStream edges(PortMap ports) {
        IntStream own = IntStream.range(0, ports.size()).map(ports::first);
        return IntStream.concat(own, engine.edgesOfOtherNames()).map(port -> Math.max(1, port));
    }

    /// The basis of the policy's answer for a name and port.
    NameBasis basis(HostName name, int port) {
        return engine.basis(name.text(), port);
    }

    /// The policy's answer for a name and port.
    ///
    /// @param ports the owners of the name
    NameWitness witness(HostName name, int port, PortMap ports) {
        int owner = ports.ownerOf(port);
        HostDecision decision = engine.decide(name.text(), port);
        return new NameWitness(
                name,
                port,
                owner == map.unnamed() ? Optional.empty() : Optional.of(map.owners().get(owner)),
                decision);
    }
}
