package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Address;
import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoverageTest {

    private static final ConfFile FILE =
            ConfParser.parseText(
                    "test.conf",
                    """
                    local = 10.0.0.0/255.0.0.0
                    local = 10.3.0.0/255.255.0.0
                    path {
                        server = 10.0.0.1
                        reaches = 150.0.0.0:80/255.0.0.0
                        reaches = 151.0.0.0/255.0.0.0
                    }
                    server = 10.0.0.2
                    """);

    static LongStream seeds() {
        return Seeds.first(100);
    }

    @Test
    void onlyLinesThatDecideSomethingCount() {
        assertThat(cover()).extracting(Coverage::live, Coverage::covered).containsExactly(4, 0);
        assertThat(cover().gaps())
                .extracting(gap -> gap.owner().origin().line() + " " + gap.destination())
                .containsExactly("1 10.0.0.0:1", "5 150.0.0.0:80", "6 151.0.0.0:1", "8 0.0.0.0:1");
    }

    @Test
    void aDestinationCoversTheLineThatDecidesIt() {
        Coverage coverage = cover("10.3.4.5 80", "150.1.1.1 81", "151.1.1.1 0");
        assertThat(coverage.covered()).isEqualTo(3);
        assertThat(coverage.percent()).isEqualTo(75);
        assertThat(coverage.gaps()).singleElement().extracting(Witness::port).isEqualTo(80);
    }

    @Test
    void aPolicyWithoutLinesIsCovered() {
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("empty", "")).policy();
        assertThat(Coverage.of(PolicyChart.of(policy), List.of()).percent()).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tryingAllWitnessesCoversEveryLine(long seed) {
        PolicyChart chart = PolicyChart.of(new SmallWorlds(Seeds.random(seed)).next());
        List<Coverage.Tried> witnesses =
                Coverage.of(chart, List.of()).gaps().stream()
                        .map(gap -> new Coverage.Tried(gap.address(), gap.port()))
                        .toList();
        Coverage coverage = Coverage.of(chart, witnesses);
        assertThat(coverage.gaps()).as("seed %d", seed).isEmpty();
        assertThat(coverage.covered()).isEqualTo(coverage.live()).isEqualTo(witnesses.size());
    }

    private static Coverage cover(String... destinations) {
        List<Coverage.Tried> tried =
                Stream.of(destinations)
                        .map(text -> text.split(" "))
                        .map(
                                words ->
                                        new Coverage.Tried(
                                                Address.parse(words[0]).orElseThrow(),
                                                Integer.parseInt(words[1])))
                        .toList();
        return Coverage.of(PolicyChart.of(PolicyCompiler.compile(FILE).policy()), tried);
    }
}
