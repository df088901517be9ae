package io.tsocks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.ServerWay;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A chain goes through all its servers, in their order.
class ChainTest {

    @Test
    void aStrictChainGoesThroughEachServerOnce() {
        assertThat(
                        chain(
                                """
                                strict_chain
                                proxy_dns
                                [ProxyList]
                                socks5 127.0.0.1 9050
                                http 198.51.100.1 3128 joe SEKRET
                                socks5 proxy.example 1080
                                socks4 198.51.100.2 1080
                                """))
                .containsExactly(
                        "socks5://127.0.0.1:9050",
                        "http://198.51.100.1:3128",
                        "socks5://proxy.example:1080",
                        "socks4a://198.51.100.2:1080");
    }

    @Test
    void proxychainsGetsTheChainBack() {
        String list =
                """
                socks5 127.0.0.1 9050
                http 198.51.100.1 3128
                socks5 198.51.100.3 1080
                """;
        String conf =
                SourceFormat.PROXYCHAINS
                        .convert("strict_chain\n[ProxyList]\n" + list, Optional.empty())
                        .text();
        ConfFile file = ConfParser.parseText("", conf);
        Policy policy = PolicyCompiler.compile(file).policy();
        assertThat(TargetFormat.PROXYCHAINS.convert(file, policy).text())
                .endsWith("strict_chain\n\n[ProxyList]\n" + list);
    }

    /// A browser would connect to the last server itself.
    @Test
    void aBrowserGetsNoServerThatIsReachedThroughAnother() {
        String conf =
                """
                path {
                    reaches = 198.51.100.1/32
                    server = socks5://127.0.0.1:1080
                }
                server = socks5://198.51.100.1:1080
                chain = yes
                """;
        ConfFile file = ConfParser.parseText("", conf);
        Conversion pac = TargetFormat.PAC.convert(file, PolicyCompiler.compile(file).policy());
        assertThat(pac.text()).contains("SOCKS5 127.0.0.1:1080").doesNotContain("SOCKS5 198");
        assertThat(pac.isWhole()).isFalse();
    }

    /// Its way would be direct, because the way to the first one is.
    @Test
    void aServerOnTheHostOfTheFirstOneIsRefused() {
        String conf = "strict_chain\n[ProxyList]\nsocks5 192.0.2.1 1080\nsocks5 192.0.2.1 1081\n";
        Conversion conversion = SourceFormat.PROXYCHAINS.convert(conf, Optional.empty());
        assertThat(conversion.isWhole()).isFalse();
        assertThat(conversion.text()).doesNotContain("server =");
    }

    private static List<String> chain(String conf) {
        String text = SourceFormat.PROXYCHAINS.convert(conf, Optional.empty()).text();
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("", text)).policy();
        Action action =
                PolicyEngine.of(policy)
                        .decide(Address.parse("203.0.113.9").orElseThrow(), 80)
                        .action();
        List<String> servers = new ArrayList<>();
        assertThat(action).as(text).isInstanceOf(Action.Via.class);
        Optional<ProxyServer> next = Optional.of(((Action.Via) action).servers().getFirst());
        while (next.isPresent()) {
            servers.addFirst(next.get().uri());
            next =
                    policy.wayTo(next.get()) instanceof ServerWay.Through through
                            ? Optional.of(through.upstream().servers().getFirst())
                            : Optional.empty();
        }
        return servers;
    }
}
