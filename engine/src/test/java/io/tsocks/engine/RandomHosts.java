package io.tsocks.engine;

import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
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

/// Makes policies about names of few labels, so that their patterns overlap in every way.
public final class RandomHosts {

    private static final List<String> LABELS = List.of("a", "b", "ab", "b-a");

    private final RandomGenerator random;
    private int line;

    public RandomHosts(RandomGenerator random) {
        this.random = random;
    }

    public Policy next() {
        line = 0;
        List<Rule.LocalHosts> locals = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            locals.add(new Rule.LocalHosts(pattern(), at()));
        }
        List<Rule.Path> paths = IntStream.range(0, random.nextInt(4)).mapToObj(this::path).toList();
        return new Policy(
                List.of(
                        new Rule.Local(Network.Ip4.LOOPBACK, Origin.NONE),
                        new Rule.Local(Network.Ip6.LOOPBACK, Origin.NONE)),
                locals,
                paths,
                new Rule.Nothing(),
                random.nextInt(3) == 0 ? Optional.of(Origin.NONE) : Optional.empty());
    }

    private Rule.Path path(int index) {
        Origin origin = at();
        List<HostReach> hosts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            hosts.add(new HostReach(pattern(), ports(), at()));
        }
        return new Rule.Path(List.of(), hosts, Optional.of(upstream(index)), origin);
    }

    /// A server that takes names, alone or with others, not all of which do.
    private Upstream upstream(int index) {
        ProxyServer first =
                server(
                        index % 2 + 1,
                        random.nextInt(4) == 0 ? ServerKind.SOCKS4A : ServerKind.SOCKS5);
        return random.nextInt(3) > 0
                ? Upstream.of(first)
                : new Upstream(
                        List.of(
                                server(7, List.of(ServerKind.values()).get(random.nextInt(4))),
                                first),
                        Selection.FAILOVER,
                        Recovery.standard());
    }

    private static ProxyServer server(int number, ServerKind kind) {
        return new ProxyServer("127.0.0." + number, 1080, kind, null, null);
    }

    private HostPattern pattern() {
        return switch (random.nextInt(8)) {
            case 0 -> new HostPattern.Every();
            case 1, 2 -> new HostPattern.Below(name());
            case 3, 4 -> new HostPattern.Exact(name());
            default -> new HostPattern.Tree(name());
        };
    }

    public HostName name() {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            labels.add(LABELS.get(random.nextInt(LABELS.size())));
        }
        return new HostName(String.join(".", labels));
    }

    private PortRange ports() {
        int first = 78 + random.nextInt(6);
        return random.nextInt(2) == 0
                ? PortRange.ANY
                : new PortRange(first, first + random.nextInt(4));
    }

    public int port() {
        return random.nextInt(6) == 0 ? 0 : 76 + random.nextInt(13);
    }

    private Origin at() {
        line++;
        return new Origin("test.conf", line, line * 10, line * 10 + 5);
    }
}
