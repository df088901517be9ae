package io.tsocks.engine.analysis;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.RouteTable;
import io.tsocks.engine.Rule;
import io.tsocks.net.Address;
import io.tsocks.net.Network;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much of a policy a set of destinations tries. It counts the lines of the file that decide
/// for at least one destination: `local`, `reaches`, the default server and `fallback = yes`. Lines
/// that decide nothing do not count, since no destination could try them. Masks that the map leaves
/// out do not count either.
///
/// @param live how many lines count
/// @param covered how many of them decided for one of the destinations
/// @param gaps for each line that is not covered, a destination that it decides; in the order in
///     which the policy asks
public record Coverage(int live, int covered, List<Witness> gaps) {

    public Coverage {
        gaps = List.copyOf(gaps);
    }

    /// A destination that was tried.
    ///
    /// @param port 1 to 65535, or 0 for none
    public record Tried(Address address, int port) {}

    /// A rule about addresses that decided for a name without an address.
    ///
    /// @param port 1 to 65535, or 0 for none
    public record Ruled(Rule rule, int port) {}

    /// Judges a set of destinations.
    public static Coverage of(PolicyChart chart, List<Tried> tried) {
        return of(chart, tried, List.of());
    }

    /// Judges a set of destinations, and of names that were not resolved. Of a path that decided
    /// for a name, its lines count that are about all addresses, or if there are none, all of them
    /// with the port.
    public static Coverage of(PolicyChart chart, List<Tried> tried, List<Ruled> names) {
        RouteTable table = RouteTable.compile(chart.map());
        BitSet hit = new BitSet();
        tried.forEach(destination -> hit.set(ownerOf(table, destination)));
        names.stream().distinct().forEach(name -> hit.or(ownersOf(chart.map().owners(), name)));
        List<PolicyMap.Owner> owners = chart.map().owners();
        BitSet seen = new BitSet();
        SortedMap<Integer, Witness> gaps = new TreeMap<>();
        OwnedCells cells =
                new OwnedCells(
                        chart.map(), List.of(AddressRange.IP4, AddressRange.IP6), PortSet.ALL);
        while (cells.next()) {
            for (OwnedCells.Ports ports : cells.ports()) {
                int owner = ports.owner();
                if (!seen.get(owner) && isLine(owners.get(owner))) {
                    seen.set(owner);
                    if (!hit.get(owner)) {
                        gaps.put(owner, chart.witness(cells.first(), ports.first(), owner));
                    }
                }
            }
        }
        int live = seen.cardinality();
        return new Coverage(live, live - gaps.size(), List.copyOf(gaps.values()));
    }

    /// The percentage of live lines that are covered; 100 if no line counts.
    public double percent() {
        return live == 0 ? 100 : 100.0 * covered / live;
    }

    private static int ownerOf(RouteTable table, Tried destination) {
        return switch (destination.address()) {
            case Address.Ip4(int bits) -> table.ownerOf(bits, destination.port());
            case Address.Ip6(long high, long low) -> table.ownerOf(high, low, destination.port());
        };
    }

    private static BitSet ownersOf(List<PolicyMap.Owner> owners, Ruled name) {
        BitSet whole = new BitSet();
        BitSet some = new BitSet();
        for (int i = 0; i < owners.size(); i++) {
            PolicyMap.Owner owner = owners.get(i);
            if (owner.rule().origin().equals(name.rule().origin())
                    && owner.ports().contains(name.port())) {
                (owner.network().filter(Coverage::isEverything).isPresent() ? whole : some).set(i);
            }
        }
        return whole.isEmpty() ? some : whole;
    }

    private static boolean isEverything(Network network) {
        return network instanceof Network.Ip4(int ignored, int mask) && mask == 0;
    }

    private static boolean isLine(PolicyMap.Owner owner) {
        return owner.network().isPresent()
                || owner.rule() instanceof Rule.DefaultServer
                || owner.rule() instanceof Rule.Fallback;
    }
}
