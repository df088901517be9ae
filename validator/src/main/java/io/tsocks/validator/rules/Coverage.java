package io.tsocks.validator.rules;

import io.tsocks.engine.Partition;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PortMap;
import io.tsocks.engine.Region;
import io.tsocks.engine.Rule;
import io.tsocks.engine.RuleUse;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.validator.lint.Subject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Questions of the rules to a policy as a whole.
final class Coverage {

    /// A wide network may cover very many others; the first pieces of it tell enough.
    private static final int MOST_PIECES = 64;

    private Coverage() {}

    /// Whether a network lies in what is always local.
    static boolean isLoopback(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 ->
                    Network.Ip4.LOOPBACK.contains(ip4.address())
                            && (ip4.mask() & Network.Ip4.LOOPBACK.mask())
                                    == Network.Ip4.LOOPBACK.mask();
            case Network.Ip6 ip6 -> ip6.equals(Network.Ip6.LOOPBACK);
        };
    }

    static boolean isLoopback(PolicyMap.Owner owner) {
        return owner.rule() instanceof Rule.Local
                && owner.network().map(Coverage::isLoopback).orElse(false);
    }

    static boolean isLoopback(Address address) {
        return holds(Network.Ip4.LOOPBACK, address) || holds(Network.Ip6.LOOPBACK, address);
    }

    /// Whether a network holds an address.
    static boolean holds(Network network, Address address) {
        return switch (network) {
            case Network.Ip4 ip4 -> address instanceof Address.Ip4(int bits) && ip4.contains(bits);
            case Network.Ip6 ip6 ->
                    address instanceof Address.Ip6(long high, long low) && ip6.contains(high, low);
        };
    }

    /// How many IPv4 addresses a network has; 0 for IPv6.
    static double size(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 -> Math.scalb(1.0, Integer.bitCount(~ip4.mask()));
            case Network.Ip6 _ -> 0;
        };
    }

    /// Whether any block of the file has a server.
    static boolean hasServer(Subject subject) {
        return subject.policy().servers().findAny().isPresent();
    }

    /// Whether there are servers, and the local networks leave no IPv4 address to them.
    static boolean everythingIsLocal(Subject subject) {
        PolicyMap map = subject.map();
        Partition.Ip4 cells = map.ip4();
        return hasServer(subject)
                && IntStream.range(0, cells.size())
                        .allMatch(
                                cell ->
                                        cells.ports(cell)
                                                .owners()
                                                .allMatch(
                                                        owner ->
                                                                map.owners().get(owner).rule()
                                                                        instanceof Rule.Local));
    }

    /// The paths of which local networks leave nothing, with those that take the first network of
    /// each. Keys are compared by identity, because a path may be long.
    static IdentityHashMap<Rule.Path, List<PolicyMap.Owner>> swallowed(Subject subject) {
        IdentityHashMap<Rule.Path, List<RuleUse.Idle>> dead = new IdentityHashMap<>();
        for (RuleUse.Idle idle : subject.use().dead()) {
            if (idle.owner().rule() instanceof Rule.Path path) {
                dead.computeIfAbsent(path, _ -> new ArrayList<>()).add(idle);
            }
        }
        IdentityHashMap<Rule.Path, List<PolicyMap.Owner>> swallowed = new IdentityHashMap<>();
        dead.forEach(
                (path, idle) -> {
                    if (idle.size() == path.reaches().size()
                            && idle.stream().allMatch(Coverage::isBecauseOfLocals)) {
                        swallowed.put(path, idle.getFirst().because());
                    }
                });
        return swallowed;
    }

    private static boolean isBecauseOfLocals(RuleUse.Idle idle) {
        return idle.because().stream().allMatch(by -> by.rule() instanceof Rule.Local);
    }

    /// A path that decides, being asked before it, for destinations which another path reaches too.
    static Optional<Rule.Path> overriding(
            Subject subject, Rule.Path path, Statement.Reaches reaches) {
        PolicyMap map = subject.map();
        Optional<Region> region = region(reaches);
        OptionalInt owner =
                region.isEmpty()
                        ? OptionalInt.empty()
                        : map.findOwner(
                                region.get(),
                                MOST_PIECES,
                                one ->
                                        map.owners().get(one).rule() instanceof Rule.Path other
                                                && other.line() != path.line());
        return owner.isPresent()
                        && map.owners().get(owner.getAsInt()).rule() instanceof Rule.Path other
                ? Optional.of(other)
                : Optional.empty();
    }

    /// The lowest address that is neither local nor reached nor given to anybody, on some port, if
    /// there is one: the one that a search for refused destinations finds. IPv6 counts in a file
    /// that speaks of it.
    static Optional<Address> unserved(Subject subject) {
        PolicyMap map = subject.map();
        Optional<Address> ip4 = unserved(map, map.ip4());
        return ip4.isPresent() || !subject.policy().speaksOfIp6() ? ip4 : unserved(map, map.ip6());
    }

    private static Optional<Address> unserved(PolicyMap map, Partition cells) {
        return IntStream.range(0, cells.size())
                .filter(cell -> hasUnservedPort(map, cells.ports(cell)))
                .mapToObj(cells::first)
                .findFirst();
    }

    /// Port 0 stands for a question without a port, and no connection is made to it.
    private static boolean hasUnservedPort(PolicyMap map, PortMap ports) {
        for (int piece = 0; piece < ports.size(); piece++) {
            if (ports.last(piece) > 0
                    && map.owners().get(ports.owner(piece)).rule() instanceof Rule.Nothing) {
                return true;
            }
        }
        return false;
    }

    /// The region of a network without holes in its mask.
    private static Optional<Region> region(Statement.Reaches reaches) {
        return reaches.network() instanceof Network.Ip4 net && !net.isContiguous()
                ? Optional.empty()
                : Optional.of(Region.around(reaches.network(), reaches.ports()));
    }
}
