package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.Arrays;

/// The claims on IPv6 addresses.
final class Ip6Claims {

    private final Claims claims = new Claims();
    private Address.Ip6[] first = new Address.Ip6[16];
    private Address.Ip6[] last = new Address.Ip6[16];

    void add(Network.Ip6 network, PortRange ports, int owner) {
        int claim = claims.add(owner, ports.first(), ports.last());
        if (claim == first.length) {
            first = Arrays.copyOf(first, claim * 2);
            last = Arrays.copyOf(last, claim * 2);
        }
        int length = network.prefixLength();
        first[claim] = new Address.Ip6(network.high(), network.low());
        last[claim] =
                new Address.Ip6(
                        network.high() | ~Network.Ip6.highMask(length),
                        network.low() | ~Network.Ip6.lowMask(length));
    }

    /// The claims by rank, and the address of each rank.
    static final class Ranking {

        private final RankedClaims claims;
        private final Address.Ip6[] edges;

        Ranking(RankedClaims claims, Address.Ip6[] edges) {
            this.claims = claims;
            this.edges = edges;
        }

        RankedClaims claims() {
            return claims;
        }

        /// Divides the addresses between the claims, which together must cover all addresses.
        Partition.Ip6 divide(PortMaps maps) {
            int[] numbers = new Sweep(claims, maps).run();
            return Partition.Ip6.joined(
                    Arrays.stream(edges).mapToLong(Address.Ip6::high).toArray(),
                    Arrays.stream(edges).mapToLong(Address.Ip6::low).toArray(),
                    numbers,
                    maps);
        }
    }

    /// Ranks the addresses at which a claim starts or has just ended.
    Ranking ranking() {
        Address.Ip6[] edges = edges(claims.size());
        return new Ranking(ranked(edges), edges);
    }

    private RankedClaims ranked(Address.Ip6[] edges) {
        int size = claims.size();
        int[] from = new int[size];
        int[] to = new int[size];
        for (int claim = 0; claim < size; claim++) {
            from[claim] = Arrays.binarySearch(edges, first[claim]);
            to[claim] =
                    isHighest(last[claim])
                            ? edges.length
                            : Arrays.binarySearch(edges, next(last[claim]));
        }
        return new RankedClaims(claims, from, to, edges.length);
    }

    private Address.Ip6[] edges(int size) {
        Address.Ip6[] all = Arrays.copyOf(first, 2 * size);
        int count = size;
        for (int claim = 0; claim < size; claim++) {
            if (!isHighest(last[claim])) {
                all[count++] = next(last[claim]);
            }
        }
        Arrays.sort(all, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || all[kept - 1].compareTo(all[i]) != 0) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    private static boolean isHighest(Address.Ip6 address) {
        return address.high() == -1 && address.low() == -1;
    }

    private static Address.Ip6 next(Address.Ip6 address) {
        return new Address.Ip6(
                address.low() == -1 ? address.high() + 1 : address.high(), address.low() + 1);
    }
}
