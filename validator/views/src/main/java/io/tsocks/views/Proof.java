package io.tsocks.views;

import io.tsocks.engine.HostDecision;
import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.NameChart;
import io.tsocks.engine.analysis.NameSearch;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.engine.analysis.PolicySearch;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.Witness;
import io.tsocks.net.PortRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Proves that all destinations of a network or pattern have an outcome, or finds one that has
/// another.
final class Proof {

    private final PolicyChart chart;
    private @Nullable NameChart names;

    Proof(PolicyChart chart) {
        this.chart = chart;
    }

    /// Whether the chart shows the whole policy, so that there is a proof of everything.
    boolean isPossible() {
        return chart.isExact();
    }

    /// The first destination with another outcome; empty if it is proved that there is none.
    ///
    /// @param expected the question for the destinations with the expected outcome
    /// @throws IllegalArgumentException unless [#isPossible()]
    Optional<Counterexample> refute(Question expected) {
        Question other = opposite(expected);
        return PolicySearch.first(chart, other)
                .<Counterexample>map(Counterexample.OfAddress::new)
                .or(() -> asksNames(other) ? refuteNames(other) : Optional.empty());
    }

    /// Whether names matter. If no line is about names, each has the outcome of an address, so
    /// there is nothing to ask if all addresses are asked about.
    private boolean asksNames(Question question) {
        boolean everywhere =
                question.to().equals(List.of(AddressRange.IP4, AddressRange.IP6))
                        && !(question.wanted() instanceof Question.Wanted.Resolved)
                        && !NameChart.isNeededFor(chart.policy());
        return !question.names().isEmpty() && !everywhere;
    }

    private static Question opposite(Question question) {
        return new Question(
                question.wanted(),
                !question.negated(),
                question.to(),
                question.names(),
                question.ports());
    }

    private Optional<Counterexample> refuteNames(Question other) {
        return switch (other.wanted()) {
            case Question.Wanted.Any _, Question.Wanted.Resolved _ -> firstName(other);
            case Question.Wanted.Direct _,
                    Question.Wanted.Refused _,
                    Question.Wanted.ViaAny _,
                    Question.Wanted.ViaGroup _,
                    Question.Wanted.ViaServer _ ->
                    firstDecided(other).or(() -> firstResolved(other));
        };
    }

    private Optional<Counterexample> firstName(Question other) {
        return NameSearch.all(nameChart(), other).stream()
                .map(finding -> finding.verdict().example())
                .findFirst()
                .map(witness -> new Counterexample.OfName(witness, Optional.empty()));
    }

    /// A name with another outcome before it is resolved.
    private Optional<Counterexample> firstDecided(Question other) {
        return NameSearch.all(nameChart(), other).stream()
                .map(finding -> finding.verdict().example())
                .filter(witness -> witness.decision() instanceof HostDecision.Decided)
                .findFirst()
                .map(witness -> new Counterexample.OfName(witness, Optional.empty()));
    }

    /// A name that is resolved, with an address that it may have and that has another outcome. The
    /// policy does not say which addresses a name has, so it may have any.
    private Optional<Counterexample> firstResolved(Question other) {
        Question resolved =
                new Question(
                        new Question.Wanted.Resolved(),
                        false,
                        List.of(),
                        other.names(),
                        other.ports());
        return NameSearch.all(nameChart(), resolved).stream()
                .flatMap(finding -> finding.where().parts().stream().map(part -> part.ports()))
                .distinct()
                .flatMap(ports -> anyAddress(other, ports).stream())
                .findFirst()
                .flatMap(address -> resolvedAt(resolved, address));
    }

    private Optional<Witness> anyAddress(Question other, PortSet ports) {
        return PolicySearch.first(
                chart,
                new Question(
                        other.wanted(),
                        other.negated(),
                        List.of(AddressRange.IP4, AddressRange.IP6),
                        List.of(),
                        ports));
    }

    private Optional<Counterexample> resolvedAt(Question resolved, Witness address) {
        PortSet port = new PortSet(List.of(new PortRange(address.port(), address.port())));
        Question there = new Question(resolved.wanted(), false, List.of(), resolved.names(), port);
        return NameSearch.all(nameChart(), there).stream()
                .findFirst()
                .map(finding -> finding.verdict().example())
                .map(name -> new Counterexample.OfName(name, Optional.of(address)));
    }

    private NameChart nameChart() {
        NameChart made = names;
        if (made == null) {
            made = NameChart.of(chart.policy());
            names = made;
        }
        return made;
    }
}
