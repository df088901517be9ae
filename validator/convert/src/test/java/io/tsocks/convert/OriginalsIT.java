package io.tsocks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Address;
import io.tsocks.net.ServerKind;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The other programs themselves take the ways that the result of a conversion says: directly,
/// through which server, or nowhere. Where something is lost, the result may refuse or take a
/// server, but it is direct only where they are.
@RequiresRoot
@RequiresProgram({"microsocks", "proxychains4", "torsocks", "socksify", "nc", "python3", "ip"})
class OriginalsIT {

    private static final int FILES = 25;
    private static final int PORT = 1080;
    private static final List<String> SERVERS = List.of("127.0.0.2", "127.0.0.3");
    private static final List<Integer> PORTS = List.of(80, 1500);
    private static final List<String> TARGETS =
            List.of("10.1.2.3", "10.2.2.2", "198.51.100.7", "203.0.113.9");
    private static final List<String> NETWORKS =
            List.of(
                    "10.0.0.0/8",
                    "10.1.0.0/16",
                    "10.1.2.3/32",
                    "198.51.100.0/24",
                    "203.0.113.0/25",
                    "0.0.0.0/0");

    @TempDir private Path folder;
    private NetworkNamespace namespace;
    private final List<RealServer> servers = new ArrayList<>();
    private final List<RunningProgram> listeners = new ArrayList<>();

    /// What became of a connection.
    private enum Way {
        DIRECT,
        FIRST,
        SECOND,
        NOWHERE
    }

    /// Runs a command under another program.
    private interface Original {
        Command command(String file, String... words);
    }

    @BeforeEach
    void start() {
        namespace = NetworkNamespace.create();
        TARGETS.forEach(namespace::addAddress);
        SERVERS.forEach(host -> servers.add(Microsocks.start(new Place(namespace, host, PORT))));
        for (int port : PORTS) {
            RunningProgram listener =
                    namespace.start(
                            folder.resolve("listener" + port),
                            "python3",
                            "-m",
                            "http.server",
                            Integer.toString(port));
            listeners.add(listener);
            listener.awaitListening(port);
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(RealServer::close);
        listeners.forEach(RunningProgram::close);
        namespace.close();
    }

    @Test
    void proxychains() throws IOException {
        for (long seed : Seeds.first(FILES).toArray()) {
            RandomGenerator random = Seeds.random(seed);
            String conf =
                    lines(random, 3, () -> localnet(random))
                            + lines(random, 2, () -> dnat(random))
                            + "[ProxyList]\nsocks5 127.0.0.2 1080\n";
            check(SourceFormat.PROXYCHAINS, conf, this::proxychains);
        }
    }

    private Command proxychains(String file, String... words) {
        return command("proxychains4", "-q", "-f", file).apply(words);
    }

    private static String localnet(RandomGenerator random) {
        String network = pick(random, NETWORKS);
        int slash = network.indexOf('/');
        String port = random.nextInt(3) == 0 ? ":" + pick(random, PORTS) : "";
        return "localnet " + network.substring(0, slash) + port + network.substring(slash);
    }

    private static String dnat(RandomGenerator random) {
        String port = random.nextBoolean() ? "" : ":" + pick(random, PORTS);
        return "dnat " + pick(random, TARGETS) + port + " " + pick(random, TARGETS);
    }

    @Test
    void torsocks() throws IOException {
        String conf = "TorAddress 127.0.0.3\nTorPort 1080\n";
        check(
                SourceFormat.TORSOCKS,
                conf,
                (file, words) -> command("torsocks").apply(words).with("TORSOCKS_CONF_FILE", file));
    }

    @Test
    void dante() throws IOException {
        for (long seed : Seeds.first(FILES).toArray()) {
            RandomGenerator random = Seeds.random(seed);
            String conf = lines(random, 6, () -> route(random));
            check(SourceFormat.DANTE, conf, this::socksify);
        }
    }

    private Command socksify(String file, String... words) {
        return command("socksify")
                .apply(words)
                .with("SOCKS_CONF", file)
                // all addresses of the namespace are its own, and so of its LAN
                .with("SOCKS_AUTOADD_LANROUTES", "no");
    }

    private static String route(RandomGenerator random) {
        String port =
                switch (random.nextInt(6)) {
                    case 0 -> " port = 80";
                    case 1 -> " port 1000 - 2000";
                    case 2 -> " port ne 80";
                    default -> "";
                };
        String via =
                random.nextInt(3) == 0
                        ? "direct"
                        : pick(random, SERVERS)
                                + " port = 1080 proxyprotocol: "
                                + (random.nextInt(4) == 0 ? "socks_v4" : "socks_v5");
        return "route { from: 0.0.0.0/0 to: %s%s via: %s }"
                .formatted(pick(random, NETWORKS), port, via);
    }

    @Test
    void toProxychains() throws IOException {
        for (long seed : Seeds.first(FILES).toArray()) {
            RandomGenerator random = Seeds.random(seed);
            String conf =
                    lines(random, 3, () -> "local = " + pick(random, NETWORKS))
                            + "server = socks5://"
                            + pick(random, SERVERS)
                            + ":1080\n";
            ConfFile file = ConfParser.parseText("", conf);
            Policy policy = PolicyCompiler.compile(file).policy();
            Conversion conversion = TargetFormat.PROXYCHAINS.convert(file, policy);
            assertThat(conversion.remarks()).isEmpty();
            Path original = Files.writeString(folder.resolve("original.conf"), conversion.text());
            check(PolicyEngine.of(policy), conf, false, original, this::proxychains);
        }
    }

    private void check(SourceFormat format, String conf, Original original) throws IOException {
        Path file = Files.writeString(folder.resolve("original.conf"), conf);
        Conversion conversion = format.convert(conf, Optional.empty());
        ConfFile made = ConfParser.parseText("", conversion.text());
        check(
                PolicyEngine.of(PolicyCompiler.compile(made).policy()),
                conf + "\n" + Reports.of(conversion),
                !conversion.isWhole(),
                file,
                original);
    }

    private void check(
            PolicyEngine engine, String about, boolean isLossy, Path file, Original original) {
        for (String target : TARGETS) {
            for (int port : PORTS) {
                Way way = way(original, file.toString(), target, port);
                Way ours = way(engine.decide(Address.parse(target).orElseThrow(), port).action());
                boolean lost = isLossy && (way == Way.DIRECT || about.contains("dnat"));
                boolean cautious = lost && ours != Way.DIRECT;
                assertThat(cautious ? way : ours)
                        .as("%s:%d%n%s", target, port, about)
                        .isEqualTo(way);
            }
        }
    }

    private Way way(Original original, String file, String target, int port) {
        List<String> before = servers.stream().map(RealServer::log).toList();
        String number = Integer.toString(port);
        int status =
                original.command(file, "nc", "-z", "-w", "5", target, number).result().status();
        if (status != 0) {
            return Way.NOWHERE;
        }
        for (int i = 0; i < servers.size(); i++) {
            if (servers.get(i).log().substring(before.get(i).length()).contains("connected to ")) {
                return List.of(Way.FIRST, Way.SECOND).get(i);
            }
        }
        return Way.DIRECT;
    }

    private static Way way(Action action) {
        return switch (action) {
            case Action.Direct _ -> Way.DIRECT;
            case Action.Refused _ -> Way.NOWHERE;
            case Action.Via via -> {
                // microsocks speaks SOCKS 5 only
                ProxyServer first = via.servers().getFirst();
                int server = SERVERS.indexOf(first.label());
                boolean answers = first.kind() == ServerKind.SOCKS5 && server >= 0;
                yield answers ? List.of(Way.FIRST, Way.SECOND).get(server) : Way.NOWHERE;
            }
        };
    }

    private Function<String[], Command> command(String... prefix) {
        return words -> {
            List<String> all = new ArrayList<>(List.of(prefix));
            all.addAll(List.of(words));
            return namespace.command(all.toArray(String[]::new));
        };
    }

    private static String lines(RandomGenerator random, int most, Supplier<String> line) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(_ -> line.get() + "\n")
                .collect(Collectors.joining());
    }

    private static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
