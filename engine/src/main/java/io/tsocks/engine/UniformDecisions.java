package io.tsocks.engine;

import java.util.List;
import java.util.stream.IntStream;

/// The decisions that are the same for every address except loopback, by port, so that a name need
/// not be resolved.
final class UniformDecisions {

    /// Empty if the map leaves networks out: the address then always decides.
    private final List<PortMap> distinct;

    private final Decision[] decisions;
    private final HostDecision.NeedsAddress undecided;

    private UniformDecisions(
            List<PortMap> distinct, Decision[] decisions, HostDecision.NeedsAddress undecided) {
        this.distinct = distinct;
        this.decisions = decisions;
        this.undecided = undecided;
    }

    /// @param decisions the decisions of the map's owners
    /// @param last the policy's last rule
    static UniformDecisions of(PolicyMap map, Decision[] decisions, Rule last) {
        var undecided = new HostDecision.NeedsAddress(last);
        if (!map.uncharted().isEmpty()) {
            return new UniformDecisions(List.of(), decisions, undecided);
        }
        List<PortMap> distinct =
                map.partitions()
                        .flatMap(cells -> IntStream.range(0, cells.size()).mapToObj(cells::ports))
                        .distinct()
                        .filter(ports -> !isLoopback(map, ports))
                        .toList();
        return new UniformDecisions(distinct, decisions, undecided);
    }

    /// The ports at which the answer may change; 0 is among them.
    IntStream edges() {
        return IntStream.concat(
                IntStream.of(0),
                distinct.stream()
                        .flatMapToInt(ports -> IntStream.range(0, ports.size()).map(ports::first)));
    }

    HostDecision of(int port) {
        if (distinct.isEmpty()) {
            return undecided;
        }
        Decision first = at(distinct.getFirst(), port);
        boolean same =
                distinct.stream()
                        .allMatch(ports -> at(ports, port).action().hasSameEffect(first.action()));
        return same ? new HostDecision.Decided(first) : undecided;
    }

    /// The answer that the address decides.
    HostDecision.NeedsAddress undecided() {
        return undecided;
    }

    private Decision at(PortMap ports, int port) {
        return decisions[ports.ownerOf(port)];
    }

    private static boolean isLoopback(PolicyMap map, PortMap ports) {
        return ports.size() == 1
                && map.owners().get(ports.owner(0)).rule() instanceof Rule.Local local
                && local.origin().isBuiltIn();
    }
}
