package io.tsocks.engine.analysis;

import io.tsocks.engine.Partition;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PortMap;
import io.tsocks.engine.Region;
import io.tsocks.net.Address;
import io.tsocks.net.Network;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts the addresses of a network that its line decides for, and those that others take.
final class NetworkShare {

    private final PolicyMap map;
    private final int line;
    private final PolicyMap.Owner owner;
    private final Network network;
    private final Region claimed;
    private final Map<Integer, BigInteger> takers = new HashMap<>();
    private BigInteger covered = BigInteger.ZERO;
    private BigInteger whole = BigInteger.ZERO;
    private BigInteger partly = BigInteger.ZERO;

    private NetworkShare(PolicyMap map, int line) {
        this.map = map;
        this.line = line;
        this.owner = map.owners().get(line);
        this.network = owner.network().orElseThrow();
        this.claimed = Region.around(network, owner.ports());
    }

    /// The meaning of a line.
    ///
    /// @param line the number of an owner that claims a network
    static LineMeaning of(PolicyChart chart, int line) {
        var share = new NetworkShare(chart.map(), line);
        share.count();
        return new LineMeaning.OfNetwork(
                share.owner,
                chart.action(line, share.claimed.first()),
                share.covered,
                share.whole,
                share.partly,
                share.takers());
    }

    private void count() {
        Partition cells =
                switch (network) {
                    case Network.Ip4 ignored -> map.ip4();
                    case Network.Ip6 ignored -> map.ip6();
                };
        int end = cells.cellOf(claimed.last());
        for (int cell = cells.cellOf(claimed.first()); cell <= end; cell++) {
            BigInteger addresses = within(cells.first(cell), cells.last(cell));
            if (addresses.signum() > 0) {
                count(cells.ports(cell), addresses);
            }
        }
    }

    /// Counts addresses that have their owners in common.
    private void count(PortMap ports, BigInteger addresses) {
        covered = covered.add(addresses);
        boolean own = false;
        BitSet others = new BitSet();
        for (int piece = 0; piece < ports.size(); piece++) {
            boolean isClaimed =
                    ports.first(piece) <= claimed.lastPort()
                            && ports.last(piece) >= Math.max(1, claimed.firstPort());
            if (isClaimed && ports.owner(piece) == line) {
                own = true;
            } else if (isClaimed) {
                others.set(ports.owner(piece));
            }
        }
        if (own && others.isEmpty()) {
            whole = whole.add(addresses);
        } else if (own) {
            partly = partly.add(addresses);
        }
        others.stream().forEach(other -> takers.merge(other, addresses, BigInteger::add));
    }

    private List<LineMeaning.AddressTaker> takers() {
        return takers.entrySet().stream()
                .sorted(
                        Map.Entry.<Integer, BigInteger>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(
                        taker ->
                                new LineMeaning.AddressTaker(
                                        map.owners().get(taker.getKey()), taker.getValue()))
                .toList();
    }

    /// The number of addresses of the network from one to another.
    private BigInteger within(Address first, Address last) {
        return switch (network) {
            case Network.Ip4 net ->
                    BigInteger.valueOf(
                            below(net, unsigned(last) + 1) - below(net, unsigned(first)));
            case Network.Ip6 ignored -> {
                var range = new AddressRange(first, last);
                var all = new AddressRange(claimed.first(), claimed.last());
                yield range.within(all).map(AddressRange::unmappedSize).orElse(BigInteger.ZERO);
            }
        };
    }

    private static long unsigned(Address address) {
        return switch (address) {
            case Address.Ip4(int bits) -> Integer.toUnsignedLong(bits);
            case Address.Ip6 ignored -> throw new IllegalArgumentException("IPv6: " + address);
        };
    }

    /// Counts the addresses of a network below a limit. The mask may have holes, so this goes bit
    /// by bit, and counts those that agree with the limit before the bit and are less at it.
    ///
    /// @param limit 0 to 2^32
    private static long below(Network.Ip4 network, long limit) {
        if (limit > 0xffff_ffffL) {
            return 1L << Integer.bitCount(~network.mask());
        }
        long count = 0;
        for (int bit = 31; bit >= 0; bit--) {
            boolean fixed = (network.mask() >>> bit & 1) != 0;
            boolean isOne = (network.address() >>> bit & 1) != 0;
            boolean limitIsOne = (limit >>> bit & 1) != 0;
            if (limitIsOne && !(fixed && isOne)) {
                int lower = (1 << bit) - 1;
                count += 1L << Integer.bitCount(~network.mask() & lower);
            }
            if (fixed && isOne != limitIsOne) {
                break;
            }
        }
        return count;
    }
}
