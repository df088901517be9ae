package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.RandomHosts;
import io.tsocks.net.HostName;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every name of few labels is tried: what the analyses say is what the engine decides.
class NameAnalysisTest {

    private static final List<String> LABELS = List.of("a", "b", "ab", "b-a", "host", "onion");
    private static final int[] PORTS = {1, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 65_535};
    private static final List<String> QUESTIONS =
            List.of(
                    "direct to names",
                    "not direct to .a port 80-82",
                    "via any to *.b,ab",
                    "resolved to names",
                    "refused to .onion,a.b",
                    "not resolved to b-a");

    static LongStream seeds() {
        return Seeds.first(300);
    }

    private static List<HostName> names() {
        List<HostName> names = new ArrayList<>();
        for (String one : LABELS) {
            names.add(new HostName(one));
            for (String two : LABELS) {
                names.add(new HostName(two + "." + one));
                for (String three : LABELS) {
                    names.add(new HostName(three + "." + two + "." + one));
                }
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDifferenceHasTheNamesOfWhichTheEnginesSaySomethingElse(long seed) {
        RandomHosts hosts = new RandomHosts(Seeds.random(seed));
        Policy before = hosts.next();
        Policy after = hosts.next();
        PolicyEngine old = PolicyEngine.of(before);
        PolicyEngine young = PolicyEngine.of(after);
        List<PolicyDiff.NameChange> changes =
                NameDiff.between(NameChart.of(before), NameChart.of(after));
        for (HostName name : names()) {
            for (int port : PORTS) {
                HostDecision from = old.decide(name.text(), port);
                HostDecision to = young.decide(name.text(), port);
                List<PolicyDiff.NameChange> told =
                        changes.stream().filter(c -> c.where().contains(name, port)).toList();
                String what = "seed " + seed + ": " + name + ":" + port;
                assertThat(told).as(what).hasSize(from.hasSameEffect(to) ? 0 : 1);
                for (PolicyDiff.NameChange change : told) {
                    assertThat(change.before().example().decision().hasSameEffect(from)).isTrue();
                    assertThat(change.after().example().decision().hasSameEffect(to)).isTrue();
                }
            }
        }
        for (PolicyDiff.NameChange change : changes) {
            NameWitness example = change.after().example();
            assertThat(change.where().contains(example.name(), example.port())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSearchFindsTheNamesThatAreSought(long seed) throws Exception {
        RandomGenerator random = Seeds.random(seed);
        Policy policy = new RandomHosts(random).next();
        PolicyEngine engine = PolicyEngine.of(policy);
        Question question = Question.parse(QUESTIONS.get(random.nextInt(QUESTIONS.size())));
        List<NameSearch.Finding> findings = NameSearch.all(NameChart.of(policy), question);
        for (HostName name : names()) {
            for (int port : PORTS) {
                boolean sought =
                        question.names().stream().anyMatch(pattern -> pattern.matches(name))
                                && question.ports().contains(port)
                                && question.seeks(engine.decide(name.text(), port));
                assertThat(findings.stream().filter(f -> f.where().contains(name, port)).count())
                        .as("seed %d, %s: %s:%d", seed, question, name, port)
                        .isEqualTo(sought ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void otherNamesAreThoseThatNoLineNames(long seed) {
        Policy policy = new RandomHosts(Seeds.random(seed)).next();
        PolicyEngine engine = PolicyEngine.of(policy);
        List<OtherNames> others = OtherNames.of(NameChart.of(policy));
        String other = "no.such.name";
        for (int port : PORTS) {
            boolean named = engine.basis(other, port) == NameBasis.LINE;
            List<OtherNames> told =
                    others.stream().filter(one -> one.ports().contains(port)).toList();
            assertThat(told).as("seed %d, port %d", seed, port).hasSize(named ? 0 : 1);
            told.forEach(
                    one ->
                            assertThat(one.example().decision())
                                    .matches(engine.decide(other, port)::hasSameEffect));
        }
    }
}
