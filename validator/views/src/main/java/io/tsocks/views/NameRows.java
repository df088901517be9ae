package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Policy;
import io.tsocks.engine.analysis.NameChart;
import io.tsocks.engine.analysis.NameCoverage;
import io.tsocks.engine.analysis.NameTerritory;
import io.tsocks.engine.analysis.NameWitness;
import io.tsocks.engine.analysis.OtherNames;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A policy's answers for names, as the rows of the table under its map: first the lines about
/// names that decide for at least one name, in the order in which they are asked, then all other
/// names.
final class NameRows {

    private static final int MOST_EXCEPTIONS = 3;

    private final List<NameWitness> lines;
    private final List<OtherNames> others;

    private NameRows(List<NameWitness> lines, List<OtherNames> others) {
        this.lines = lines;
        this.others = others;
    }

    /// The rows of a policy; none if it has no rules for names.
    static NameRows of(Policy policy) {
        if (!NameChart.isNeededFor(policy)) {
            return new NameRows(List.of(), List.of());
        }
        NameChart chart = NameChart.of(policy);
        List<NameWitness> lines =
                NameCoverage.of(chart, List.of()).gaps().stream()
                        .filter(line -> line.owner().isPresent())
                        .toList();
        return new NameRows(lines, OtherNames.of(chart));
    }

    /// The actions for names that are decided without their addresses.
    Stream<Action> actions() {
        return Stream.concat(lines.stream(), others.stream().map(OtherNames::example))
                .flatMap(one -> action(one.decision()).stream());
    }

    private static Optional<Action> action(HostDecision decision) {
        return switch (decision) {
            case HostDecision.Decided(Decision decided) -> Optional.of(decided.action());
            case HostDecision.NeedsAddress _ -> Optional.empty();
        };
    }

    /// The table.
    ///
    /// @param paint gives the paint of an action
    NameListing listing(Function<Action, Optional<Paint>> paint) {
        List<NameRow> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(row(line, line.owner().orElseThrow(), paint)));
        others.forEach(other -> rows.add(row(other, paint)));
        return new NameListing(
                "Lines about names are asked before networks, the first one first. A name is"
                        + " resolved if its address decides.",
                rows);
    }

    private static NameRow row(
            NameWitness line, NameMap.Owner owner, Function<Action, Optional<Paint>> paint) {
        PortRange ports = owner.ports();
        return new NameRow(
                owner.hosts().orElseThrow().toString(),
                ports.equals(PortRange.ANY) ? "any port" : ports.toString(),
                Words.outcome(line.decision()),
                Lines.of(owner),
                action(line.decision()).flatMap(paint));
    }

    private static NameRow row(OtherNames other, Function<Action, Optional<Paint>> paint) {
        NameWitness example = other.example();
        return new NameRow(
                "other names",
                other.ports().toString(),
                Words.outcome(example.decision()),
                example.otherRule().isPresent() ? Lines.of(example) : "the address decides",
                action(example.decision()).flatMap(paint));
    }

    /// The table of a comparison.
    static NameListing of(PolicyDiff diff) {
        List<NameRow> rows = new ArrayList<>();
        for (PolicyDiff.NameChange change : diff.names()) {
            for (NameTerritory.Part part : change.where().parts()) {
                for (NameTerritory.Names names : part.names()) {
                    rows.add(
                            new NameRow(
                                    text(names),
                                    part.ports().toString(),
                                    Changes.summary(change),
                                    Lines.of(change.after()),
                                    Optional.empty()));
                }
            }
        }
        return new NameListing(
                "Names of which the configurations say something else, and what decides now. A name"
                        + " is resolved if its address decides.",
                rows);
    }

    private static String text(NameTerritory.Names names) {
        return names.except().isEmpty()
                ? names.pattern().toString()
                : names.pattern() + " except " + Words.list(names.except(), MOST_EXCEPTIONS);
    }
}
