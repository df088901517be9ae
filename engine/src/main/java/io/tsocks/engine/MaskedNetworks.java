package io.tsocks.engine;

import io.tsocks.net.Network;
import java.util.List;

/// IPv4 networks with arbitrary masks; tells whether an address is in one of them. Each four bits
/// of an address select the set of networks that allow these bits. The address is in the networks
/// that all eight sets have in common (Lakshman and Stiliadis, "High-Speed Policy-based Packet
/// Forwarding Using Efficient Multi-dimensional Range Matching"). 64 networks are tried at once.
final class MaskedNetworks {

    private static final int DIGITS = 8;
    private static final int VALUES = 16;

    /// For each hexadecimal digit of an address and each value of it, the networks that allow it,
    /// one bit each.
    private final long[][] allowing;

    private final int words;

    private MaskedNetworks(int networks) {
        this.words = (networks + Long.SIZE - 1) / Long.SIZE;
        this.allowing = new long[DIGITS * VALUES][words];
    }

    static MaskedNetworks of(List<Network.Ip4> networks) {
        var masked = new MaskedNetworks(networks.size());
        for (int i = 0; i < networks.size(); i++) {
            masked.add(networks.get(i), i);
        }
        return masked;
    }

    private void add(Network.Ip4 network, int number) {
        for (int digit = 0; digit < DIGITS; digit++) {
            int mask = digitOf(network.mask(), digit);
            int wanted = digitOf(network.address(), digit);
            for (int value = 0; value < VALUES; value++) {
                if ((value & mask) == wanted) {
                    allowing[digit * VALUES + value][number / Long.SIZE] |= 1L << number;
                }
            }
        }
    }

    boolean contain(int address) {
        for (int word = 0; word < words; word++) {
            long left = -1;
            for (int digit = 0; digit < DIGITS && left != 0; digit++) {
                left &= allowing[digit * VALUES + digitOf(address, digit)][word];
            }
            if (left != 0) {
                return true;
            }
        }
        return false;
    }

    private static int digitOf(int bits, int digit) {
        return (bits >>> (4 * digit)) & (VALUES - 1);
    }
}
