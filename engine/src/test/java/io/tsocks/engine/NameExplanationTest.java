package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Network;
import io.tsocks.net.ServerKind;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is explained is what the engine decides.
class NameExplanationTest {

    private static final List<String> OTHERS =
            List.of(
                    "localhost",
                    "a.LOCALHOST.",
                    "x.onion",
                    "onion",
                    "A.b.",
                    "a..b",
                    ".b",
                    "b.7",
                    "1.2.3",
                    "\u00e4.a",
                    "a.\u0001\u00e4");

    static LongStream seeds() {
        return Seeds.first(400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsTheDecisionOfTheEngine(long seed) {
        RandomGenerator random = Seeds.random(seed);
        RandomHosts hosts = new RandomHosts(random);
        PolicyEngine engine = PolicyEngine.of(varied(hosts.next(), random));
        List<String> names = new ArrayList<>(OTHERS);
        for (int i = 0; i < 30; i++) {
            names.add(hosts.name().text());
        }
        for (String name : names) {
            int port = hosts.port();
            NameExplanation explained = engine.explain(name, port);
            String what = "seed " + seed + ": " + name + ":" + port;
            assertThat(explained.decision()).as(what).isEqualTo(engine.decide(name, port));
            assertThat(explained.basis()).as(what).isEqualTo(engine.basis(name, port));
            List<NameExplanation.Step> before =
                    explained.steps().subList(0, explained.steps().size() - 1);
            boolean decided = explained.decision() instanceof HostDecision.Decided;
            assertThat(explained.steps().getLast().matched()).as(what).isEqualTo(decided);
            if (explained.basis() != NameBasis.ONION) {
                assertThat(before).as(what).noneMatch(NameExplanation.Step::matched);
            }
        }
    }

    /// The policy, some of whose addresses have another route than the others.
    private static Policy varied(Policy policy, RandomGenerator random) {
        List<Rule.Local> locals = new ArrayList<>(policy.locals());
        if (random.nextBoolean()) {
            Network half = new Network.Ip4(0, 1 << 31);
            locals.add(new Rule.Local(half, new Origin("test.conf", 90, 900, 905)));
        }
        return new Policy(
                locals,
                policy.localHosts(),
                policy.paths(),
                last(random),
                policy.remoteDnsOrigin());
    }

    private static Rule last(RandomGenerator random) {
        Origin origin = new Origin("test.conf", 99, 990, 995);
        ServerKind kind = random.nextBoolean() ? ServerKind.SOCKS4 : ServerKind.SOCKS5;
        ProxyServer server = new ProxyServer("127.0.0.9", 1080, kind, null, null);
        return switch (random.nextInt(3)) {
            case 0 -> new Rule.DefaultServer(Upstream.of(server), origin);
            case 1 -> new Rule.Fallback(origin);
            default -> new Rule.Nothing();
        };
    }

    private static List<String> steps(String conf, String host, int port) {
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("t.conf", conf)).policy();
        return PolicyEngine.of(policy).explain(host, port).steps().stream()
                .map(
                        step ->
                                step.asked()
                                        + step.line().map(o -> " " + o.origin().line()).orElse("")
                                        + (step.matched() ? " yes " : " no ")
                                        + step.why())
                .toList();
    }

    @Test
    void theStepsAreThoseOfTheLanguage() {
        String conf =
                """
                local = 10.0.0.0/8
                path {
                  reaches = .example:8000-8999
                  server = 10.0.0.1
                  server_type = 5
                }
                path {
                  reaches = *.cloud.example
                  server = 10.0.0.2
                  server_type = 5
                }
                local = .corp.example
                """;
        assertThat(steps(conf, "a.example", 80))
                .containsExactly(
                        "LINE 12 no a.example is not in .corp.example",
                        "LINE 8 no a.example is not in *.cloud.example",
                        "LINE 3 no a.example is in .example, which the path reaches on ports"
                                + " 8000-8999 only",
                        "EVERY_ADDRESS no addresses have different routes",
                        "REMOTE_DNS no there is no remote_dns = yes, so the address decides");
        assertThat(steps(conf, "a.example", 8000))
                .last()
                .isEqualTo(
                        "LINE 3 yes a.example is in .example, which the path reaches on ports"
                                + " 8000-8999");
        assertThat(steps(conf + "remote_dns = yes\n", "x.test", 80))
                .last()
                .isEqualTo(
                        "REMOTE_DNS yes remote_dns = yes, so the name goes where an address that no"
                                + " network names would go");
        assertThat(steps(conf, "x.onion", 80))
                .last()
                .isEqualTo("ONION yes x.onion must not be resolved here (RFC 7686)");
        assertThat(steps("fallback = yes\n", "x.test", 80))
                .containsExactly("EVERY_ADDRESS yes every address has the same route");
        assertThat(steps(conf, "localhost", 80))
                .containsExactly("LOCALHOST yes localhost is a loopback address (RFC 6761)");
    }
}
