package io.tsocks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfParser;
import io.tsocks.testing.Seeds;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Java itself says which hosts its properties exempt.
class FromJavaPropertiesTest {

    private static final int LISTS = 200;

    private static final List<String> PATTERNS =
            List.of(
                    "*.example",
                    "*example",
                    "a.example",
                    "*.a.example",
                    "db",
                    "d*",
                    "10.*",
                    "10.1.*",
                    "10.1*",
                    "10.1.2.3",
                    "[2001:db8::1]",
                    "*");

    private static final List<String> HOSTS =
            List.of(
                    "a.example",
                    "b.a.example",
                    "A.EXAMPLE",
                    "example",
                    "badexample",
                    "db",
                    "dc",
                    "10.1.2.3",
                    "10.10.2.3",
                    "11.1.2.3",
                    "127.0.0.1",
                    "[::1]",
                    "[2001:db8::1]",
                    "[2001:db8::2]",
                    "localhost");

    private final Properties before = (Properties) System.getProperties().clone();

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    @Test
    void aHostIsDirectWhereJavaHasItDirect() {
        System.setProperty("socksProxyHost", "127.0.0.1");
        for (long seed : Seeds.first(LISTS).toArray()) {
            RandomGenerator random = Seeds.random(seed);
            String list =
                    Stream.generate(() -> PATTERNS.get(random.nextInt(PATTERNS.size())))
                            .limit(1 + random.nextInt(3))
                            .collect(Collectors.joining("|"));
            System.setProperty("socksNonProxyHosts", list);
            compare(list);
        }
    }

    private static void compare(String list) {
        Conversion conversion =
                SourceFormat.JAVA_PROPERTIES.convert(
                        "socksProxyHost=127.0.0.1\nsocksNonProxyHosts=" + list + "\n",
                        Optional.empty());
        PolicyEngine engine =
                PolicyEngine.of(
                        PolicyCompiler.compile(ConfParser.parseText("", conversion.text()))
                                .policy());
        HOSTS.forEach(host -> compare(host, engine, conversion));
    }

    private static void compare(String host, PolicyEngine engine, Conversion conversion) {
        boolean direct =
                engine.decide(host.replaceAll("[\\[\\]]", ""), 80)
                                instanceof HostDecision.Decided decided
                        && decided.decision().action() instanceof Action.Direct;
        boolean java =
                ProxySelector.getDefault()
                        .select(URI.create("socket://" + host + ":80"))
                        .equals(List.of(Proxy.NO_PROXY));
        boolean lost = !conversion.isWhole() && !direct;
        assertThat(direct)
                .as("%s with %s", host, Reports.of(conversion))
                .isEqualTo(lost ? direct : java);
    }
}
