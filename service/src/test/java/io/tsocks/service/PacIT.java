package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.HostReach;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.Seeds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `/proxy.pac` that the service answers, run by pacparser, which is a JavaScript engine with
/// the functions of PAC: it leads every destination where the engine does, at both sides of every
/// edge of every network, port and name of the policy. What a PAC cannot say it refuses.
@RequiresRoot
@RequiresProgram({"pactester", "ip"})
class PacIT {

    private static final String REFUSED = "PROXY 127.0.0.1:9";
    private static final String TABLE =
            "127.0.0.1 localhost\n10.1.2.3 ten.test\n203.0.113.9 far.test\n";
    private static final int MOST_DESTINATIONS = 1500;

    @TempDir private Path folder;

    /// What the samples are asked for, where every name that they list has no address.
    @Test
    void browsersHaveTheRoutesOfTheSamples() throws Exception {
        List<Path> samples;
        try (Stream<Path> files = Files.list(Project.home().resolve("samples"))) {
            samples =
                    files.filter(file -> file.toString().endsWith(".conf"))
                            .filter(file -> !file.endsWith("mistakes.conf"))
                            .sorted()
                            .toList();
        }
        assertThat(samples).hasSizeGreaterThan(10);
        try (RunningService service = RunningService.with(folder, "");
                NetworkNamespace namespace = namespace()) {
            for (Path sample : samples) {
                check(service, namespace, Files.readString(sample), sample.toString());
            }
        }
    }

    @Test
    void browsersHaveTheRoutesOfAnyPolicy() throws Exception {
        try (RunningService service = RunningService.with(folder, "");
                NetworkNamespace namespace = namespace()) {
            for (long seed : Seeds.first(40).toArray()) {
                String text = random(Seeds.random(seed));
                check(service, namespace, text, "seed " + seed);
            }
        }
    }

    private static NetworkNamespace namespace() {
        NetworkNamespace namespace = NetworkNamespace.create();
        namespace.etc("hosts", TABLE);
        namespace.etc("resolv.conf", "nameserver 127.0.0.1\n");
        return namespace;
    }

    private void check(
            RunningService service, NetworkNamespace namespace, String text, String about)
            throws Exception {
        HttpResponse<String> applied = service.put("/v1/policy?allow-direct=true", text);
        assertThat(applied.statusCode()).as("%s: %s", about, applied.body()).isEqualTo(200);
        Path pac = folder.resolve("proxy.pac");
        Files.writeString(pac, service.get("/proxy.pac").body());
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("", text)).policy();
        PolicyEngine engine = PolicyEngine.of(policy);
        List<String> destinations = destinations(policy);
        Path list = folder.resolve("urls");
        List<String> urls = destinations.stream().map(to -> "other://" + to + "/").toList();
        Files.write(list, urls);
        List<String> answers =
                namespace
                        .command("pactester", "-p", pac.toString(), "-f", list.toString())
                        .run()
                        .lines()
                        .toList();
        List<String> expected =
                destinations.stream()
                        .map(to -> "other://" + to + "/ : " + route(engine, to))
                        .toList();
        assertThat(answers).as("%s\n%s", about, text).isEqualTo(expected);
    }

    /// Addresses and names at the edges of everything that a policy lists, with ports at the edges.
    private static List<String> destinations(Policy policy) {
        Set<Integer> ports = new TreeSet<>(Set.of(22, 80, 65_535));
        Set<String> hosts =
                new TreeSet<>(
                        Set.of(
                                "0.0.0.1",
                                "127.0.0.1",
                                "203.0.113.9",
                                "255.255.255.254",
                                "localhost",
                                "x.localhost",
                                "far.test",
                                "ten.test",
                                "nowhere.invalid",
                                "hidden.onion"));
        policy.locals().forEach(local -> addEdges(local.network(), hosts));
        policy.localHosts().forEach(local -> addEdges(local.hosts(), hosts));
        for (Rule.Path path : policy.paths()) {
            for (Reach to : path.reaches()) {
                addEdges(to.network(), hosts);
                addEdges(to.ports(), ports);
            }
            for (HostReach to : path.hosts()) {
                addEdges(to.hosts(), hosts);
                addEdges(to.ports(), ports);
            }
        }
        return hosts.stream()
                .flatMap(host -> ports.stream().map(port -> host + ":" + port))
                .limit(MOST_DESTINATIONS)
                .toList();
    }

    private static void addEdges(Network network, Set<String> hosts) {
        if (network instanceof Network.Ip4(int address, int mask)) {
            IntStream.of(address - 1, address, address | ~mask, (address | ~mask) + 1)
                    .mapToObj(Network.Ip4::dotted)
                    .forEach(hosts::add);
        }
    }

    private static void addEdges(HostPattern pattern, Set<String> hosts) {
        switch (pattern) {
            case HostPattern.Exact(HostName name) -> addNear(name, hosts);
            case HostPattern.Tree(HostName name) -> addNear(name, hosts);
            case HostPattern.Below(HostName name) -> addNear(name, hosts);
            case HostPattern.Every _ -> {}
        }
    }

    private static void addNear(HostName name, Set<String> hosts) {
        hosts.addAll(List.of(name.text(), "x." + name, "y.x." + name, "x" + name));
    }

    private static void addEdges(PortRange range, Set<Integer> ports) {
        IntStream.of(range.first() - 1, range.first(), range.last(), range.last() + 1)
                .filter(port -> port >= 1 && port <= 65_535)
                .forEach(ports::add);
    }

    private static String route(PolicyEngine engine, String destination) {
        int colon = destination.lastIndexOf(':');
        String host = destination.substring(0, colon);
        int port = Integer.parseInt(destination.substring(colon + 1));
        return switch (engine.decide(host, port, PacIT::resolve).action()) {
            case Action.Direct _ -> "DIRECT";
            case Action.Refused _ -> REFUSED;
            case Action.Via via -> {
                String proxies =
                        via.servers().stream()
                                .filter(server -> canBeSaid(engine.policy(), server))
                                .map(PacIT::proxy)
                                .collect(Collectors.joining("; "));
                yield proxies.isEmpty() ? REFUSED : proxies;
            }
        };
    }

    /// A PAC knows no chains, no sockets of the machine, no GSSAPI, and no SOCKS over TLS.
    private static boolean canBeSaid(Policy policy, ProxyServer server) {
        return !(policy.wayTo(server) instanceof ServerWay.Through)
                && server.address() instanceof ServerAddress.Inet
                && server.gssapi() == null
                && server.kind() != ServerKind.SOCKS5_TLS;
    }

    private static String proxy(ProxyServer server) {
        String scheme =
                switch (server.kind()) {
                    case SOCKS4, SOCKS4A -> "SOCKS4 ";
                    case SOCKS5 -> "SOCKS5 ";
                    case HTTP -> "PROXY ";
                    case HTTPS -> "HTTPS ";
                    case SOCKS5_TLS -> throw new AssertionError("left out before");
                };
        return scheme + server.address();
    }

    /// What the file of hosts in the namespace says.
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        return TABLE.lines()
                .filter(line -> line.endsWith(" " + host))
                .map(line -> InetAddress.ofLiteral(line.substring(0, line.indexOf(' '))))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new UnknownHostException(host));
    }

    /// A policy whose lines overlap in every way.
    private static String random(RandomGenerator random) {
        StringBuilder text = new StringBuilder("local = 10.255.0.0/255.255.0.0\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append("local = ").append(target(random)).append('\n');
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append("path {\n");
            for (int j = 1 + random.nextInt(3); j > 0; j--) {
                text.append("reaches = ").append(withPorts(target(random), random)).append('\n');
            }
            text.append(servers(random)).append("}\n");
        }
        return text
                + switch (random.nextInt(3)) {
                    case 0 -> "";
                    case 1 -> "fallback = yes\n";
                    default -> servers(random);
                }
                + (random.nextBoolean() ? "remote_dns = yes\n" : "");
    }

    private static String target(RandomGenerator random) {
        if (random.nextInt(3) == 0) {
            String name = List.of("corp", "a.corp", "example", "w.a.corp").get(random.nextInt(4));
            return List.of("", ".", "*.").get(random.nextInt(3)) + name;
        }
        int mask =
                random.nextInt(4) == 0
                        ? 0xff0000ff & (random.nextInt() | 0xff000000)
                        : -1 << (4 + random.nextInt(21));
        return new Network.Ip4((0x0a000000 | random.nextInt(1 << 18)) & mask, mask).toString();
    }

    private static String withPorts(String target, RandomGenerator random) {
        if (random.nextBoolean()) {
            return target;
        }
        int first = 70 + random.nextInt(20);
        String ports = ":" + first + "-" + (first + random.nextInt(5));
        int slash = target.indexOf('/');
        return slash < 0
                ? target + ports
                : target.substring(0, slash) + ports + target.substring(slash);
    }

    /// One server, or a group.
    private static String servers(RandomGenerator random) {
        List<String> schemes = new ArrayList<>(List.of("socks5", "socks4", "socks4a", "http"));
        return IntStream.rangeClosed(1, 1 + random.nextInt(2))
                .mapToObj(
                        i ->
                                "server = %s://10.255.0.%d:108%d\n"
                                        .formatted(schemes.get(random.nextInt(4)), i, i))
                .collect(Collectors.joining());
    }
}
