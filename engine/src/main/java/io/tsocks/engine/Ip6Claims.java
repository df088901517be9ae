package io.tsocks.engine;

import io.tsocks.grammar.Network;
import io.tsocks.grammar.PortRange;
import java.util.Arrays;
import java.util.stream.IntStream;

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

    /// Divides the addresses between the claims, some of which must cover them all.
    Partition.Ip6 divide(PortMaps maps) {
        Address.Ip6[] edges = edges(claims.size());
        return joined(edges, new Sweep(ranked(edges), maps).run(), maps);
    }

    /// The claims with ranks for addresses.
    RankedClaims ranked() {
        return ranked(edges(claims.size()));
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
        return Arrays.stream(all, 0, count).distinct().toArray(Address.Ip6[]::new);
    }

    private static Partition.Ip6 joined(Address.Ip6[] edges, int[] numbers, PortMaps maps) {
        int[] kept =
                IntStream.range(0, edges.length)
                        .filter(i -> i == 0 || numbers[i - 1] != numbers[i])
                        .toArray();
        return new Partition.Ip6(
                Arrays.stream(kept).mapToLong(i -> edges[i].high()).toArray(),
                Arrays.stream(kept).mapToLong(i -> edges[i].low()).toArray(),
                Arrays.stream(kept).map(i -> numbers[i]).toArray(),
                maps);
    }

    private static boolean isHighest(Address.Ip6 address) {
        return address.high() == -1 && address.low() == -1;
    }

    private static Address.Ip6 next(Address.Ip6 address) {
        return new Address.Ip6(
                address.low() == -1 ? address.high() + 1 : address.high(), address.low() + 1);
    }
}
