package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.net.HostName;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NameUseTest {

    private static final List<String> LABELS = List.of("a", "b", "ab", "b-a", "x");
    private static final int[] PORTS = {1, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 65_535};

    static LongStream seeds() {
        return Seeds.first(400);
    }

    private static List<HostName> names() {
        List<HostName> names = new ArrayList<>();
        for (String one : LABELS) {
            names.add(new HostName(one));
            for (String two : LABELS) {
                names.add(new HostName(two + "." + one));
                for (String three : LABELS) {
                    names.add(new HostName(three + "." + two + "." + one));
                    names.add(new HostName("x." + three + "." + two + "." + one));
                }
            }
        }
        return names;
    }

    /// Dead is what decides no name at all; no more and no less.
    @ParameterizedTest
    @MethodSource("seeds")
    void deadIsWhatDecidesNoName(long seed) {
        Policy policy = new RandomHosts(Seeds.random(seed)).next();
        NameMap map = NameMap.of(policy, PolicyMap.Grain.STATEMENT);
        NameTable table = NameTable.compile(map);
        Set<Integer> deciding =
                names().stream()
                        .flatMap(name -> ports().map(port -> table.ownerOf(name.text(), port)))
                        .collect(Collectors.toSet());
        List<Origin> expected = new ArrayList<>();
        for (int owner = 0; owner < map.owners().size(); owner++) {
            if (!deciding.contains(owner)) {
                expected.add(map.owners().get(owner).origin());
            }
        }
        NameUse use = NameUse.of(policy);
        assertThat(use.dead().stream().map(idle -> idle.owner().origin()))
                .as("seed %d", seed)
                .containsExactlyElementsOf(expected);
        assertThat(use.dead()).as("seed %d", seed).allMatch(idle -> !idle.because().isEmpty());
    }

    /// The dead and the redundant may all go.
    @ParameterizedTest
    @MethodSource("seeds")
    void withoutTheIdleLinesEveryNameHasTheSameDecision(long seed) {
        Policy policy = new RandomHosts(Seeds.random(seed)).next();
        NameUse use = NameUse.of(policy);
        Set<Origin> gone =
                Stream.concat(use.dead().stream(), use.redundant().stream())
                        .map(idle -> idle.owner().origin())
                        .collect(Collectors.toSet());
        PolicyEngine before = PolicyEngine.of(policy);
        PolicyEngine after = PolicyEngine.of(without(policy, gone));
        for (HostName name : names()) {
            ports().forEach(
                            port ->
                                    assertThat(after.decide(name.text(), port))
                                            .as("seed %d: %s:%d without %s", seed, name, port, gone)
                                            .matches(
                                                    before.decide(name.text(), port)
                                                            ::hasSameEffect));
        }
    }

    private static Stream<Integer> ports() {
        return Arrays.stream(PORTS).boxed();
    }

    private static Policy without(Policy policy, Set<Origin> gone) {
        return new Policy(
                policy.locals(),
                policy.localHosts().stream().filter(l -> !gone.contains(l.origin())).toList(),
                policy.paths().stream()
                        .map(
                                path ->
                                        new Rule.Path(
                                                path.reaches(),
                                                path.hosts().stream()
                                                        .filter(h -> !gone.contains(h.origin()))
                                                        .toList(),
                                                path.upstream(),
                                                path.origin()))
                        .toList(),
                policy.last(),
                policy.remoteDnsOrigin());
    }

    private static String judged(String conf) {
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("t.conf", conf)).policy();
        NameUse use = NameUse.of(policy);
        return use.dead().stream().map(NameUseTest::text).toList()
                + " "
                + use.redundant().stream().map(NameUseTest::text).toList();
    }

    private static String text(NameUse.Idle idle) {
        return idle.owner().origin().line()
                + " because of "
                + idle.because().stream().map(by -> by.origin().line()).toList();
    }

    @Test
    void linesAreNamedWithThoseThatDecideInTheirPlace() {
        String conf =
                """
                local = .corp.example
                local = www.corp.example
                local = a.localhost
                path {
                  reaches = .example:80
                  reaches = .example
                  reaches = db.corp.example
                  server = 127.0.0.1
                  server_type = 5
                }
                """;
        assertThat(judged(conf))
                .contains(
                        "[2 because of [1], 3 because of [], 7 because of [1]] [5 because of [6]]");
    }

    /// A name that could be resolved is not one that is resolved: a line that says "direct" stays.
    @Test
    void aLineIsNotRedundantWhereTheAddressWouldDecide() {
        assertThat(judged("local = 10.0.0.0/8\nlocal = .corp.example\nserver = 10.0.0.1\n"))
                .isEqualTo("[] []");
    }
}
