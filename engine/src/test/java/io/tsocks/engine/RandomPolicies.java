package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes policies whose networks lie close together, so that they overlap in every way.
final class RandomPolicies {

    private final RandomGenerator random;
    private int statements;

    RandomPolicies(RandomGenerator random) {
        this.random = random;
    }

    Policy next(int mostNetworks) {
        List<Rule.Local> locals = new ArrayList<>();
        locals.add(new Rule.Local(Network.Ip4.LOOPBACK, Origin.NONE));
        locals.add(new Rule.Local(Network.Ip6.LOOPBACK, Origin.NONE));
        IntStream.range(0, random.nextInt(4))
                .forEach(i -> locals.add(new Rule.Local(network(), at(i + 1))));
        List<Rule.Path> paths =
                IntStream.range(0, random.nextInt(5)).mapToObj(i -> path(i, mostNetworks)).toList();
        return new Policy(
                locals,
                List.of(),
                paths,
                last(),
                Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(at(1002)) : Optional.empty());
    }

    Address address(Policy policy) {
        List<Network> networks = new ArrayList<>();
        policy.locals().forEach(local -> networks.add(local.network()));
        policy.paths().forEach(p -> p.reaches().forEach(to -> networks.add(to.network())));
        Network near = networks.get(random.nextInt(networks.size()));
        return switch (near) {
            case Network.Ip4(int bits, int mask) ->
                    new Address.Ip4((random.nextInt(4) == 0 ? bits | ~mask : bits) + step());
            case Network.Ip6(long high, long low, int _) ->
                    Address.of(high + (random.nextInt(3) == 0 ? step() : 0), low + step());
        };
    }

    int port() {
        return random.nextInt(5) == 0 ? 0 : 78 + random.nextInt(20);
    }

    Network network() {
        return random.nextInt(3) == 0 ? ip6() : ip4();
    }

    private int step() {
        return random.nextInt(7) - 3;
    }

    private Rule.Path path(int index, int mostNetworks) {
        List<Reach> reaches =
                IntStream.range(0, random.nextInt(mostNetworks + 1))
                        .mapToObj(_ -> reach())
                        .toList();
        return new Rule.Path(reaches, Optional.of(upstream(index)), at(10 * index + 10));
    }

    /// One server, or a group of two or three.
    private Upstream upstream(int index) {
        List<ProxyServer> servers = new ArrayList<>(List.of(server(index)));
        for (int i = random.nextInt(3); i > 0; i--) {
            ServerKind kind = List.of(ServerKind.values()).get(random.nextInt(4));
            String host = random.nextInt(4) == 0 ? "10.0.0." : "127.0." + i + ".";
            servers.add(socks(host + random.nextInt(256), kind));
        }
        return new Upstream(
                servers.stream().distinct().toList(),
                List.of(Selection.values()).get(random.nextInt(4)),
                Recovery.standard());
    }

    /// Mostly one that is local whatever the policy says.
    private ProxyServer server(int index) {
        return switch (random.nextInt(8)) {
            case 0 -> socks("10.0.0." + random.nextInt(256), ServerKind.SOCKS5);
            case 1 -> socks("127.0.0." + index, ServerKind.SOCKS4);
            default -> socks("127.0.0." + index, ServerKind.SOCKS5);
        };
    }

    private static ProxyServer socks(String host, ServerKind version) {
        return new ProxyServer(host, 1080, version, null, null);
    }

    /// No two are equal: each has a place of its own.
    private Reach reach() {
        statements++;
        Origin origin = new Origin("random", statements, statements, statements);
        return new Reach(network(), ports(), origin);
    }

    /// What stands on a line, of which the place in the text does not matter.
    static Origin at(int line) {
        return new Origin("random", line, 0, 0);
    }

    private Rule last() {
        return switch (random.nextInt(3)) {
            case 0 -> new Rule.Nothing();
            case 1 -> new Rule.Fallback(at(1000));
            default -> new Rule.DefaultServer(upstream(9), at(1001));
        };
    }

    private PortRange ports() {
        if (random.nextInt(2) == 0) {
            return PortRange.ANY;
        }
        int first = 80 + random.nextInt(12);
        return random.nextInt(12) == 0
                ? new PortRange(first, 65535)
                : new PortRange(first, first + random.nextInt(5));
    }

    /// Mostly prefixes of a small part of the space, sometimes a mask with holes.
    private Network ip4() {
        int base = 0x0a000000 | random.nextInt(1 << 14);
        int mask =
                switch (random.nextInt(8)) {
                    case 0 -> random.nextInt() | 0xffffe000;
                    case 1 -> (0xff0000ff & random.nextInt()) | 0xff000000;
                    case 2 -> random.nextInt(3) == 0 ? 0 : 0xff000000;
                    default -> -1 << random.nextInt(15);
                };
        return new Network.Ip4(base & mask, mask);
    }

    private Network ip6() {
        int length = random.nextInt(4) == 0 ? random.nextInt(129) : 52 + random.nextInt(77);
        long high = 0x20010db8_00000000L | random.nextInt(1 << 12);
        long low = random.nextInt(1 << 6) | (random.nextBoolean() ? 0 : random.nextLong());
        return new Network.Ip6(
                high & Network.Ip6.highMask(length), low & Network.Ip6.lowMask(length), length);
    }
}
