package io.tsocks.lint;

import io.tsocks.engine.HostDecision;
import io.tsocks.engine.HostReach;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Reach;
import io.tsocks.net.HostName;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compares the routes of names in two policies whose routes of addresses are the same.
///
/// The patterns of both policies divide all names into classes, and the ports of all lines divide
/// the ports. One name and one port of each class tell whether the policies agree.
final class NameRoutes {

    /// The most questions that are asked.
    private static final long MOST = 200_000;

    private final Policy one;
    private final Policy other;

    private NameRoutes(Policy one, Policy other) {
        this.one = one;
        this.other = other;
    }

    /// Whether the policies agree about every name; also false if it would take too long to find
    /// out.
    static boolean agree(Policy one, Policy other) {
        return new NameRoutes(one, other).agree();
    }

    private boolean agree() {
        if (policies().noneMatch(policy -> policy.namesHosts() || policy.remoteDns())) {
            return true;
        }
        List<String> names = names();
        Set<Integer> ports = ports();
        if ((long) names.size() * ports.size() > MOST) {
            return false;
        }
        PolicyEngine before = PolicyEngine.of(one);
        PolicyEngine after = PolicyEngine.of(other);
        return names.stream()
                .allMatch(
                        name ->
                                ports.stream()
                                        .allMatch(
                                                port ->
                                                        isSame(
                                                                before.decide(name, port),
                                                                after.decide(name, port))));
    }

    private static boolean isSame(HostDecision before, HostDecision after) {
        return switch (before) {
            case HostDecision.Decided(var decision) ->
                    after instanceof HostDecision.Decided(var now)
                            && decision.action().hasSameEffect(now.action());
            case HostDecision.NeedsAddress _ -> after instanceof HostDecision.NeedsAddress;
        };
    }

    private Stream<Policy> policies() {
        return Stream.of(one, other);
    }

    /// The name of each pattern, a name below each, and names that no pattern contains.
    private List<String> names() {
        Set<String> named = new HashSet<>();
        policies()
                .map(policy -> NameMap.of(policy, PolicyMap.Grain.RULE))
                .flatMap(map -> map.names().stream())
                .map(HostName::text)
                .forEach(named::add);
        String label = unusedLabel(named);
        List<String> names = new ArrayList<>(List.of(label, label + ".onion"));
        named.forEach(name -> names.addAll(List.of(name, label + "." + name)));
        return names;
    }

    private static String unusedLabel(Set<String> names) {
        String label = "x";
        while (isIn(label, names)) {
            label += "x";
        }
        return label;
    }

    private static boolean isIn(String label, Set<String> names) {
        return names.stream().anyMatch(name -> name.contains(label));
    }

    /// The first port of each piece into which the lines divide the ports.
    private Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>(Set.of(1));
        policies()
                .flatMap(policy -> policy.paths().stream())
                .flatMap(
                        path ->
                                Stream.concat(
                                        path.hosts().stream().map(HostReach::ports),
                                        path.reaches().stream().map(Reach::ports)))
                .forEach(range -> addPieces(range, ports));
        return ports;
    }

    private static void addPieces(PortRange range, Set<Integer> ports) {
        ports.add(Math.max(1, range.first()));
        ports.add(Math.min(PortRange.ANY.last(), range.last() + 1));
    }
}
