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
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// pacparser, which is a JavaScript engine with the functions of PAC, finds the route that the
/// policy has.
@RequiresRoot
@RequiresProgram({"pactester", "ip"})
class PacIT {

    private static final int POLICIES = 150;
    private static final int DESTINATIONS = 40;
    private static final Pattern URL =
            Pattern.compile("(\\w+)://(\\[[^\\]]*\\]|[^:/]*)(?::(\\d+))?/.*");

    @TempDir private Path folder;

    @Test
    void aBrowserHasTheRoutesOfThePolicy() throws IOException {
        try (NetworkNamespace namespace = NetworkNamespace.create()) {
            namespace.etc("hosts", RandomConf.TABLE);
            namespace.etc("resolv.conf", "nameserver 127.0.0.1\n");
            LongStream seeds = Seeds.first(POLICIES);
            for (long seed : seeds.toArray()) {
                check(namespace, seed);
            }
        }
    }

    private void check(NetworkNamespace namespace, long seed) throws IOException {
        RandomGenerator random = Seeds.random(seed);
        RandomConf made = new RandomConf(random);
        String conf = made.conf();
        ConfFile file = ConfParser.parseText("", conf);
        assertThat(file.problems()).as(conf).isEmpty();
        Policy policy = PolicyCompiler.compile(file).policy();
        Path pac = folder.resolve("proxy.pac");
        String text = TargetFormat.PAC.convert(file, policy).text();
        Files.writeString(pac, text);
        PolicyEngine engine = PolicyEngine.of(policy);
        String about = "seed %d\n%s\n%s".formatted(seed, conf, text);
        List<String> urls = Stream.generate(made::url).limit(DESTINATIONS).toList();
        Path list = folder.resolve("urls");
        Files.write(list, urls);
        assertThat(pactester(namespace, "-p", pac.toString(), "-f", list.toString()))
                .as(about)
                .isEqualTo(urls.stream().map(url -> url + " : " + route(engine, url)).toList());
        String six = made.url6();
        // for a list it takes the host from the URL, and does not know brackets
        assertThat(pactester(namespace, "-p", pac.toString(), "-u", six, "-h", host(six)))
                .as(about)
                .containsExactly(route(engine, six));
    }

    private static List<String> pactester(NetworkNamespace namespace, String... options) {
        List<String> words = new ArrayList<>(List.of("pactester"));
        words.addAll(List.of(options));
        return namespace.command(words.toArray(String[]::new)).run().lines().toList();
    }

    private static String host(String url) {
        Matcher parts = URL.matcher(url);
        assertThat(parts.matches()).isTrue();
        return parts.group(2).replaceAll("[\\[\\]]", "");
    }

    private static String route(PolicyEngine engine, String url) {
        Matcher parts = URL.matcher(url);
        assertThat(parts.matches()).isTrue();
        String host = host(url);
        int port =
                parts.group(3) == null ? usual(parts.group(1)) : Integer.parseInt(parts.group(3));
        boolean six = Address.parse(host).filter(Address.Ip6.class::isInstance).isPresent();
        if (six && !host.equals("::1") && engine.policy().speaksOfIp6()) {
            return "PROXY 127.0.0.1:9"; // which is what the report says
        }
        return switch (engine.decide(host, port, PacIT::resolve).action()) {
            case Action.Direct _ -> "DIRECT";
            case Action.Refused _ -> "PROXY 127.0.0.1:9";
            case Action.Via via ->
                    via.servers().stream().map(PacIT::proxy).collect(Collectors.joining("; "));
        };
    }

    private static String proxy(ProxyServer server) {
        String scheme =
                switch (server.kind()) {
                    case SOCKS4, SOCKS4A -> "SOCKS4 ";
                    case SOCKS5 -> "SOCKS5 ";
                    case HTTP -> "PROXY ";
                    case HTTPS -> "HTTPS ";
                    case SOCKS5_TLS -> throw new AssertionError("PAC cannot say " + server);
                };
        return scheme + server.address();
    }

    private static int usual(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
        };
    }

    /// What the file of hosts in the namespace says.
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        return RandomConf.TABLE
                .lines()
                .filter(line -> line.endsWith(" " + host))
                .findFirst()
                .stream()
                .map(line -> InetAddress.ofLiteral(line.substring(0, line.indexOf(' '))))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new UnknownHostException(host));
    }
}
