package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A policy as a map: all addresses and ports, divided between the owners that decide for them.
/// Every question about the policy as a whole reads this one structure. Immutable.
public final class PolicyMap {

    private final Owners owners;
    private final Partition.Ip4 ip4;
    private final Partition.Ip6 ip6;
    private final PortMaps maps;
    private final List<Uncharted> uncharted;

    /// @param maps the port maps of both partitions
    PolicyMap(
            Owners owners,
            Partition.Ip4 ip4,
            Partition.Ip6 ip6,
            PortMaps maps,
            List<Uncharted> uncharted) {
        this.owners = owners;
        this.ip4 = ip4;
        this.ip6 = ip6;
        this.maps = maps;
        this.uncharted = List.copyOf(uncharted);
    }

    /// What counts as an owner.
    public enum Grain {
        /// Each local network, each path, and the last rule.
        RULE,
        /// Each local network, each `reaches` of each path, and the last rule.
        STATEMENT
    }

    /// An owner: a rule or network that decides for a part of the map.
    ///
    /// @param place in a map of [Grain#STATEMENT], the index of one of the path's networks;
    ///     otherwise [#WHOLE]
    public record Owner(Rule rule, int place) {

        /// The place of an owner that is a rule as a whole.
        public static final int WHOLE = -1;

        /// The network that the owner claims; empty for the loopback networks and the last rule,
        /// which no line claims, and for a path as a whole.
        public Optional<Network> network() {
            if (rule instanceof Rule.Local local && !local.origin().isBuiltIn()) {
                return Optional.of(local.network());
            }
            return reach().map(Reach::network);
        }

        /// The ports that the owner claims of its network.
        public PortRange ports() {
            return reach().map(Reach::ports).orElse(PortRange.ANY);
        }

        /// Whether the owner is a line for a loopback network, which is local without it.
        public boolean isLoopback() {
            return rule instanceof Rule.Local && network().map(Network::isLoopback).orElse(false);
        }

        /// Where the network stands; for other owners, where the rule does.
        public Origin origin() {
            return reach().map(Reach::origin).orElseGet(rule::origin);
        }

        private Optional<Reach> reach() {
            return rule instanceof Rule.Path path && place != WHOLE
                    ? Optional.of(path.reaches().get(place))
                    : Optional.empty();
        }
    }

    /// A piece of the map with one owner.
    ///
    /// @param owner index in [#owners()]
    public record Piece(Region region, int owner) {}

    /// A network whose mask has too many holes to be drawn on the map. An address and port that it
    /// contains belong to its owner if the map gives them to a later one.
    ///
    /// @param owner index in [#owners()]
    public record Uncharted(Network.Ip4 network, PortRange ports, int owner) {

        Uncharted withOwner(int other) {
            return new Uncharted(network, ports, other);
        }
    }

    /// Draws the map of a policy.
    public static PolicyMap of(Policy policy, Grain grain) {
        return MapDraft.of(policy, grain).map();
    }

    /// The map by [Grain#RULE] of the same policy.
    PolicyMap byRule() {
        Owners rules = owners.byRule();
        PortMaps others = new PortMaps(rules.size());
        return new PolicyMap(
                rules,
                ip4.withOwners(owners::ruleOf, others),
                ip6.withOwners(owners::ruleOf, others),
                others,
                uncharted.stream().map(odd -> odd.withOwner(owners.ruleOf(odd.owner()))).toList());
    }

    /// The same map without [#uncharted()].
    PolicyMap withoutUncharted() {
        return new PolicyMap(owners, ip4, ip6, maps, List.of());
    }

    /// The numbers of the owners that own a destination of the map.
    BitSet owning() {
        BitSet owning = new BitSet();
        maps.markOwners(ip4.numbers(), owning);
        maps.markOwners(ip6.numbers(), owning);
        return owning;
    }

    /// The owners, in the order in which the policy asks them. The port maps of the partitions
    /// contain indices into this list. Unmodifiable.
    public List<Owner> owners() {
        return owners;
    }

    /// The IPv4 addresses, without regard to [#uncharted()].
    public Partition.Ip4 ip4() {
        return ip4;
    }

    /// The IPv6 addresses.
    public Partition.Ip6 ip6() {
        return ip6;
    }

    /// Both partitions.
    public Stream<Partition> partitions() {
        return Stream.of(ip4, ip6);
    }

    /// The pieces of a part of the map, each cut to the part, from the lowest address and port to
    /// the highest.
    public Stream<Piece> pieces(Region part) {
        Partition cells = partition(part);
        return IntStream.rangeClosed(cells.cellOf(part.first()), cells.cellOf(part.last()))
                .boxed()
                .flatMap(cell -> pieces(cells, cell, part));
    }

    /// Whether local networks decide for all addresses of a partition of this map.
    public boolean isLocal(Partition cells) {
        return IntStream.range(0, cells.size())
                .flatMap(cell -> cells.ports(cell).owners())
                .allMatch(owner -> owners.get(owner).rule() instanceof Rule.Local);
    }

    /// The lowest address of a partition of this map that no line decides for on at least one port.
    public Optional<Address> unserved(Partition cells) {
        return IntStream.range(0, cells.size())
                .filter(cell -> hasUnservedPort(cells.ports(cell)))
                .mapToObj(cells::first)
                .findFirst();
    }

    /// Whether no line decides for some port other than 0, which stands for a question without a
    /// port.
    private boolean hasUnservedPort(PortMap ports) {
        return IntStream.range(0, ports.size())
                .filter(piece -> ports.last(piece) > 0)
                .anyMatch(piece -> owners.get(ports.owner(piece)).rule() instanceof Rule.Nothing);
    }

    /// The first owner that fits among those that decide for a part of the map.
    ///
    /// @param most how many pieces of the part are looked at, from the lowest address and port
    /// @return index in [#owners()]; empty if none fits
    public OptionalInt findOwner(Region part, int most, IntPredicate fits) {
        Partition cells = partition(part);
        int end = cells.cellOf(part.last());
        int left = most;
        for (int cell = cells.cellOf(part.first()); cell <= end; cell++) {
            PortMap ports = cells.ports(cell);
            for (int piece = 0; piece < ports.size(); piece++) {
                if (!overlap(ports, piece, part)) {
                    continue;
                }
                if (left-- == 0) {
                    return OptionalInt.empty();
                }
                if (fits.test(ports.owner(piece))) {
                    return OptionalInt.of(ports.owner(piece));
                }
            }
        }
        return OptionalInt.empty();
    }

    private Partition partition(Region part) {
        return switch (part.first()) {
            case Address.Ip4 ignored -> ip4;
            case Address.Ip6 ignored -> ip6;
        };
    }

    private static boolean overlap(PortMap ports, int piece, Region part) {
        return ports.first(piece) <= part.lastPort() && ports.last(piece) >= part.firstPort();
    }

    private static Stream<Piece> pieces(Partition cells, int cell, Region part) {
        Address first = cells.first(cell);
        Address last = cells.last(cell);
        PortMap ports = cells.ports(cell);
        return IntStream.range(0, ports.size())
                .filter(piece -> overlap(ports, piece, part))
                .mapToObj(
                        piece ->
                                new Piece(
                                        new Region(
                                                first.compareTo(part.first()) < 0
                                                        ? part.first()
                                                        : first,
                                                last.compareTo(part.last()) > 0
                                                        ? part.last()
                                                        : last,
                                                Math.max(ports.first(piece), part.firstPort()),
                                                Math.min(ports.last(piece), part.lastPort())),
                                        ports.owner(piece)));
    }

    /// The networks that the IPv4 partition leaves out, in the order of the owners; empty except in
    /// very odd policies.
    public List<Uncharted> uncharted() {
        return uncharted;
    }
}
