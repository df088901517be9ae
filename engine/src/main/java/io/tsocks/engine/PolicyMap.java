package io.tsocks.engine;

import io.tsocks.grammar.Network;
import io.tsocks.grammar.PortRange;
import io.tsocks.grammar.Span;
import io.tsocks.grammar.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A policy as a map: all addresses and ports divided between those who decide them. Every question
/// about the policy as a whole reads this one structure. Immutable.
public final class PolicyMap {

    private final List<Owner> owners;
    private final Partition.Ip4 ip4;
    private final Partition.Ip6 ip6;
    private final List<Uncharted> uncharted;

    private PolicyMap(
            List<Owner> owners, Partition.Ip4 ip4, Partition.Ip6 ip6, List<Uncharted> uncharted) {
        this.owners = List.copyOf(owners);
        this.ip4 = ip4;
        this.ip6 = ip6;
        this.uncharted = List.copyOf(uncharted);
    }

    /// Who counts as an owner.
    public enum Grain {
        /// Each local network, each path, and what stands last.
        RULE,
        /// Each local network, each `reaches` of each path, and what stands last.
        STATEMENT
    }

    /// Who decides for a part of the map.
    ///
    /// @param reaches which network of the path, in a map of [Grain#STATEMENT]; null for other
    ///     rules, and in a map of [Grain#RULE]
    public record Owner(Rule rule, Statement.@Nullable Reaches reaches) {

        /// The network that the owner claims; empty for the loopback networks and for what stands
        /// last, which no line claims, and for a path as a whole.
        public Optional<Network> network() {
            if (rule instanceof Rule.Local local && local.line() > 0) {
                return Optional.of(local.network());
            }
            return Optional.ofNullable(reaches).map(Statement.Reaches::network);
        }

        /// The ports that the owner claims of its network.
        public PortRange ports() {
            return reaches == null ? PortRange.ANY : reaches.ports();
        }

        /// Where the network stands; for other owners, where the rule does.
        public Span span() {
            return reaches == null ? rule.span() : reaches.span();
        }
    }

    /// A piece of the map with one owner.
    ///
    /// @param owner index in [#owners()]
    public record Piece(Region region, int owner) {}

    /// A network whose mask has too many holes to be drawn on the map. Where it contains an address
    /// and port that the map gives to a later owner, it goes to this one.
    ///
    /// @param owner index in [#owners()]
    public record Uncharted(Network.Ip4 network, PortRange ports, int owner) {}

    /// Draws the map of a policy.
    public static PolicyMap of(Policy policy, Grain grain) {
        List<Owner> owners = new ArrayList<>();
        Draft draft = Draft.of(policy, grain, owners::add);
        PortMaps maps = new PortMaps(owners.size());
        return new PolicyMap(
                owners, draft.ip4.divide(maps), draft.ip6.divide(maps), draft.uncharted);
    }

    /// Hands on every piece of the map by [Grain#STATEMENT], with who would own it next.
    ///
    /// @param absent owners who do not count
    static void walkLayers(Policy policy, BitSet absent, Layers.Piece to) {
        rankedByStatement(policy).forEach(ranked -> Layers.walk(ranked, absent, to));
    }

    /// The claims of both families, without the addresses: of a million networks those are large.
    private static List<RankedClaims> rankedByStatement(Policy policy) {
        Draft draft = Draft.of(policy, Grain.STATEMENT, _ -> {});
        return List.of(draft.ip4.ranked(), draft.ip6.ranked());
    }

    /// Who owns the cells, in the order in which the policy asks them. The port maps of the
    /// partitions say an index in this list.
    public List<Owner> owners() {
        return owners;
    }

    /// The IPv4 addresses, [#uncharted()] apart.
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

    /// The pieces of a part of the map, from the lowest address and port to the highest, each cut
    /// to the part.
    public Stream<Piece> pieces(Region part) {
        Partition cells =
                switch (part.first()) {
                    case Address.Ip4 _ -> ip4;
                    case Address.Ip6 _ -> ip6;
                };
        return IntStream.rangeClosed(cells.cellOf(part.first()), cells.cellOf(part.last()))
                .boxed()
                .flatMap(cell -> pieces(cells, cell, part));
    }

    private static Stream<Piece> pieces(Partition cells, int cell, Region part) {
        Address first = cells.first(cell);
        Address last = cells.last(cell);
        PortMap ports = cells.ports(cell);
        return IntStream.range(0, ports.size())
                .filter(
                        piece ->
                                ports.first(piece) <= part.lastPort()
                                        && ports.last(piece) >= part.firstPort())
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

    /// What the IPv4 partition leaves out, in the order of the owners; empty for all but the oddest
    /// policies.
    public List<Uncharted> uncharted() {
        return uncharted;
    }

    /// A map in the making.
    private static final class Draft {

        private final Consumer<Owner> owners;
        private int count;
        final Ip4Claims ip4 = new Ip4Claims();
        final Ip6Claims ip6 = new Ip6Claims();
        final List<Uncharted> uncharted = new ArrayList<>();

        private Draft(Consumer<Owner> owners) {
            this.owners = owners;
        }

        static Draft of(Policy policy, Grain grain, Consumer<Owner> owners) {
            Draft draft = new Draft(owners);
            for (Rule.Local local : policy.locals()) {
                draft.claim(local.network(), PortRange.ANY, draft.owner(local, null));
            }
            policy.paths().reversed().forEach(path -> draft.claim(path, grain));
            int last = draft.owner(policy.last(), null);
            draft.claim(new Network.Ip4(0, 0), PortRange.ANY, last);
            draft.claim(new Network.Ip6(0, 0, 0), PortRange.ANY, last);
            return draft;
        }

        int owner(Rule rule, Statement.@Nullable Reaches reaches) {
            owners.accept(new Owner(rule, reaches));
            return count++;
        }

        void claim(Rule.Path path, Grain grain) {
            switch (grain) {
                case RULE -> {
                    int owner = owner(path, null);
                    path.reaches().forEach(to -> claim(to.network(), to.ports(), owner));
                }
                case STATEMENT ->
                        path.reaches()
                                .forEach(to -> claim(to.network(), to.ports(), owner(path, to)));
            }
        }

        void claim(Network network, PortRange ports, int owner) {
            switch (network) {
                case Network.Ip4 net -> {
                    if (!ip4.add(net, ports, owner)) {
                        uncharted.add(new Uncharted(net, ports, owner));
                    }
                }
                case Network.Ip6 net -> ip6.add(net, ports, owner);
            }
        }
    }
}
