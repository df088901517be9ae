package io.tsocks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfParser;
import io.tsocks.testing.Command;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ssh -G` says what ssh would do for a host, and connects to nothing.
@RequiresProgram("ssh")
class SshConfigIT {

    private static final int FILES = 60;

    private static final List<String> HOSTS =
            List.of("a", "b", "a.example", "b.example", "x.b.example", "10.1.2.3", "fade");

    private static final List<String> PATTERNS =
            List.of("a", "b", "*.example", "a.example", "*", "!a", "10.1.2.3", "?", "fade");

    private static final List<String> SETTINGS =
            List.of(
                    "HostName h.example",
                    "HostName %h.lan",
                    "HostName=10.9.9.9",
                    "Port 2222",
                    "Port 2200",
                    "ProxyCommand nc -x 127.0.0.2 %h %p",
                    "ProxyCommand nc -X 5 -x 127.0.0.3:1081 %h %p",
                    "ProxyCommand connect-proxy -S 127.0.0.4:1082 %h %p",
                    "ProxyCommand none",
                    "ProxyJump jump.example",
                    "User joe");

    @TempDir private Path folder;

    @Test
    void aHostIsReachedThroughTheServerThroughWhichSshReachesIt() throws IOException {
        for (long seed : Seeds.first(FILES).toArray()) {
            RandomGenerator random = Seeds.random(seed);
            String conf =
                    IntStream.range(0, 1 + random.nextInt(4))
                            .mapToObj(_ -> block(random))
                            .collect(Collectors.joining());
            Path file = Files.writeString(folder.resolve("config"), conf);
            Conversion conversion = SourceFormat.SSH.convert(conf, Optional.empty());
            PolicyEngine engine =
                    PolicyEngine.of(
                            PolicyCompiler.compile(ConfParser.parseText("", conversion.text()))
                                    .policy());
            for (String host : HOSTS) {
                check(host, file, engine, conversion, conf);
            }
        }
    }

    private static String block(RandomGenerator random) {
        return "Host "
                + words(random, PATTERNS, 2, " ")
                + "\n    "
                + words(random, SETTINGS, 3, "\n    ")
                + "\n";
    }

    private static String words(
            RandomGenerator random, List<String> from, int most, String separator) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(_ -> from.get(random.nextInt(from.size())))
                .collect(Collectors.joining(separator));
    }

    private static void check(
            String host, Path file, PolicyEngine engine, Conversion conversion, String conf) {
        Map<String, String> said =
                Command.of("ssh", "-F", file.toString(), "-G", host)
                        .run()
                        .lines()
                        .map(line -> line.split(" ", 2))
                        .collect(Collectors.toMap(w -> w[0], w -> w[w.length - 1], (a, _) -> a));
        Optional<Server> server =
                said.containsKey("proxyjump")
                        ? Optional.empty()
                        : Optional.ofNullable(said.get("proxycommand"))
                                .flatMap(text -> ProxyCommand.server(new Word(1, 1, text)));
        String to = said.getOrDefault("hostname", host);
        int port = Integer.parseInt(said.getOrDefault("port", "22"));
        String ours = way(engine.decide(to, port));
        String ssh = server.map(Server::uri).orElse("nowhere");
        assertThat(ours).isNotEqualTo("direct");
        assertThat(conversion.isWhole() ? ours : ssh)
                .as("%s, %s:%d%n%s%n%s", host, to, port, conf, Reports.of(conversion))
                .isEqualTo(ssh);
    }

    private static String way(HostDecision decision) {
        return switch (decision) {
            case HostDecision.Decided decided ->
                    switch (decided.decision().action()) {
                        case Action.Direct _ -> "direct";
                        case Action.Refused _ -> "nowhere";
                        case Action.Via via -> via.servers().getFirst().uri();
                    };
            case HostDecision.NeedsAddress _ -> "nowhere";
        };
    }
}
