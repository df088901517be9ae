package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.LinearMatcher;
import io.tsocks.engine.Origin;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
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
import java.util.stream.Stream;

/// Random policies about so few addresses and ports that all destinations can be tried.
final class SmallWorlds {

    private static final int BASE = 0x0a000000;
    private static final long BASE_HIGH = 0x20010db8_00000000L;
    private static final int BITS = 5;

    private final RandomGenerator random;
    private int statements;

    SmallWorlds(RandomGenerator random) {
        this.random = random;
    }

    Policy next() {
        List<Rule.Local> locals = new ArrayList<>();
        locals.add(new Rule.Local(Network.Ip4.LOOPBACK, Origin.NONE));
        locals.add(new Rule.Local(Network.Ip6.LOOPBACK, Origin.NONE));
        IntStream.range(0, random.nextInt(3)).forEach(i -> locals.add(local(i)));
        List<Rule.Path> paths = IntStream.range(0, random.nextInt(4)).mapToObj(this::path).toList();
        Rule last =
                switch (random.nextInt(3)) {
                    case 0 -> new Rule.Nothing();
                    case 1 -> new Rule.Fallback(at(900));
                    default -> new Rule.DefaultServer(upstream(), at(901));
                };
        return new Policy(
                locals,
                List.of(),
                paths,
                last,
                Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(at(902)) : Optional.empty());
    }

    /// Every address that the policies distinguish, and some around them.
    static Stream<Address> addresses() {
        Stream<Address> ip4 =
                IntStream.range(-2, (1 << BITS) + 2).mapToObj(i -> new Address.Ip4(BASE + i));
        Stream<Address> ip6 =
                IntStream.range(0, (1 << BITS) + 2).mapToObj(i -> new Address.Ip6(BASE_HIGH, i));
        Stream<Address> others =
                Stream.of(
                        new Address.Ip4(0),
                        new Address.Ip4(0x7f000001),
                        new Address.Ip4(-1),
                        new Address.Ip6(0, 1),
                        new Address.Ip6(-1, -1));
        return Stream.of(ip4, ip6, others).flatMap(all -> all).sorted();
    }

    /// Every port that the policies distinguish, and the highest.
    static IntStream ports() {
        return IntStream.concat(IntStream.range(1, 12), IntStream.of(65535));
    }

    static Action.Effect effect(Policy policy, Address address, int port) {
        Rule rule = LinearMatcher.decide(policy, address, port);
        return policy.decide(rule, address).action().effect();
    }

    Network network() {
        if (random.nextInt(3) == 0) {
            int length = random.nextInt(8) == 0 ? 0 : 128 - random.nextInt(BITS + 1);
            long low = random.nextInt(1 << BITS) & Network.Ip6.lowMask(length);
            return new Network.Ip6(BASE_HIGH & Network.Ip6.highMask(length), low, length);
        }
        int mask =
                switch (random.nextInt(6)) {
                    case 0 -> -1 << BITS | random.nextInt(1 << BITS);
                    case 1 -> random.nextInt(4) == 0 ? 0 : -1 << BITS;
                    default -> -1 << random.nextInt(BITS + 1);
                };
        return new Network.Ip4((BASE | random.nextInt(1 << BITS)) & mask, mask);
    }

    private Rule.Local local(int index) {
        return new Rule.Local(network(), at(index + 1));
    }

    private Rule.Path path(int index) {
        List<Reach> reaches = IntStream.range(0, random.nextInt(5)).mapToObj(_ -> reach()).toList();
        Optional<Upstream> upstream =
                random.nextInt(6) == 0 ? Optional.empty() : Optional.of(upstream());
        return new Rule.Path(reaches, upstream, at(10 * index + 10));
    }

    private Reach reach() {
        statements++;
        Origin origin = new Origin("small", statements, statements, statements);
        return new Reach(network(), ports(random), origin);
    }

    private static Origin at(int line) {
        return new Origin("small", line, 0, 0);
    }

    private static PortRange ports(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0, 1 -> PortRange.ANY;
            case 2 -> new PortRange(1 + random.nextInt(10), 65535);
            default -> {
                int first = 1 + random.nextInt(8);
                yield new PortRange(first, first + random.nextInt(3));
            }
        };
    }

    /// One server or two.
    private Upstream upstream() {
        ProxyServer first = server();
        ProxyServer second = server();
        return random.nextBoolean() || first.equals(second)
                ? Upstream.of(first)
                : new Upstream(List.of(first, second), Selection.FAILOVER, Recovery.standard());
    }

    /// One of a few, some of them reachable, some not, and some without IPv6.
    private ProxyServer server() {
        return new ProxyServer(
                random.nextInt(4) == 0 ? "192.0.2.1" : "127.0.0.1",
                1080 + random.nextInt(2),
                List.of(ServerKind.values()).get(random.nextInt(4)),
                null,
                null);
    }
}
