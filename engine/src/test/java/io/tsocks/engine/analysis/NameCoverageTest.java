package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.NameUse;
import io.tsocks.engine.Origin;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.RandomHosts;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.HostName;
import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NameCoverageTest {

    private static final String CONF =
            """
            local = 10.0.0.0/8
            local = .corp.example
            local = www.corp.example
            local = .localhost
            path {
              reaches = .example:443
              server = 10.0.0.1
              server_type = 5
            }
            remote_dns = yes
            """;

    static LongStream seeds() {
        return Seeds.first(200);
    }

    private static NameCoverage cover(String... names) {
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("t.conf", CONF)).policy();
        List<NameCoverage.Tried> tried =
                Stream.of(names)
                        .map(text -> text.split(" ", -1))
                        .map(
                                words ->
                                        new NameCoverage.Tried(
                                                new HostName(words[0]), Integer.parseInt(words[1])))
                        .toList();
        return NameCoverage.of(NameChart.of(policy), tried);
    }

    @Test
    void onlyLinesThatDecideSomethingCount() {
        assertThat(cover()).extracting(NameCoverage::live, NameCoverage::covered).contains(3, 0);
        assertThat(cover().gaps())
                .extracting(
                        gap ->
                                gap.owner().map(owner -> owner.origin().line()).orElse(0)
                                        + " "
                                        + gap.destination())
                .containsExactly("2 corp.example:1", "6 example:443", "0 example:1");
    }

    @Test
    void aNameCoversTheLineThatDecidesIt() {
        assertThat(cover("www.corp.example 0", "localhost 443").covered()).isEqualTo(1);
        assertThat(cover("a.example 443").covered()).isEqualTo(1);
        assertThat(cover("a.example 444").gaps())
                .extracting(gap -> gap.owner().isPresent())
                .containsExactly(true, true);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theLinesThatCountAreThoseThatAreNotDead(long seed) {
        Policy policy = new RandomHosts(Seeds.random(seed)).next();
        Set<Origin> dead =
                NameUse.of(policy).dead().stream()
                        .map(idle -> idle.owner().origin())
                        .collect(Collectors.toSet());
        List<Origin> live =
                NameMap.of(policy, PolicyMap.Grain.STATEMENT).owners().stream()
                        .map(NameMap.Owner::origin)
                        .filter(origin -> !dead.contains(origin))
                        .toList();
        NameCoverage nothing = NameCoverage.of(NameChart.of(policy), List.of());
        assertThat(nothing.gaps().stream().map(gap -> gap.owner().orElseThrow().origin()))
                .as("seed %d", seed)
                .containsExactlyElementsOf(live);
        NameCoverage all =
                NameCoverage.of(
                        NameChart.of(policy),
                        nothing.gaps().stream()
                                .map(gap -> new NameCoverage.Tried(gap.name(), gap.port()))
                                .toList());
        assertThat(all).isEqualTo(new NameCoverage(live.size(), live.size(), List.of()));
    }
}
