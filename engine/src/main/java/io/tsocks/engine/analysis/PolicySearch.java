package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Searches a policy for destinations. The search is complete: it looks at the whole map and not at
/// a sample of it, so if it finds nothing, there is nothing.
public final class PolicySearch {

    private final PolicyChart chart;
    private final Question question;

    private PolicySearch(PolicyChart chart, Question question) {
        chart.requireExact();
        this.chart = chart;
        this.question = question;
    }

    /// Destinations that were sought and have the same effect.
    public record Finding(Territory where, Verdict verdict) {}

    /// The destination with the lowest address, on the lowest of its ports; empty if there is none.
    ///
    /// @throws IllegalArgumentException unless the chart is exact
    public static Optional<Witness> first(PolicyChart chart, Question question) {
        return new PolicySearch(chart, question).first();
    }

    /// All destinations, by the effect of the policy on them; empty if there are none.
    ///
    /// @throws IllegalArgumentException unless the chart is exact
    public static List<Finding> all(PolicyChart chart, Question question) {
        return new PolicySearch(chart, question).all();
    }

    private Optional<Witness> first() {
        OwnedCells cells = new OwnedCells(chart.map(), question.to(), question.ports());
        while (cells.next()) {
            Optional<Witness> found = firstOf(cells);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Witness> firstOf(OwnedCells cells) {
        return cells.ports().stream()
                .map(piece -> chart.witness(cells.first(), piece.first(), piece.owner()))
                .filter(witness -> question.seeks(witness.decision().action()))
                .findFirst();
    }

    private List<Finding> all() {
        OwnedCells cells = new OwnedCells(chart.map(), question.to(), question.ports());
        Map<Action.Effect, Draft> drafts = new LinkedHashMap<>();
        while (cells.next()) {
            Set<Draft> touched = new LinkedHashSet<>();
            for (OwnedCells.Ports piece : cells.ports()) {
                Action action = chart.action(piece.owner(), cells.first());
                if (question.seeks(action)) {
                    Draft draft =
                            drafts.computeIfAbsent(
                                    action.effect(), ignored -> new Draft(cells, piece));
                    draft.owners.set(piece.owner());
                    draft.ports.add(piece.first(), piece.last());
                    touched.add(draft);
                }
            }
            touched.forEach(draft -> draft.where.add(cells.addresses(), draft.ports.take()));
        }
        return drafts.values().stream().map(Draft::build).toList();
    }

    /// Collects the destinations of a finding.
    private final class Draft {

        final PortSet.Builder ports = new PortSet.Builder();
        final Territory.Builder where = new Territory.Builder();
        final BitSet owners = new BitSet();
        final Witness example;

        Draft(OwnedCells cells, OwnedCells.Ports piece) {
            this.example = chart.witness(cells.first(), piece.first(), piece.owner());
        }

        Finding build() {
            Verdict verdict =
                    new Verdict(
                            owners.stream().mapToObj(chart.map().owners()::get).toList(), example);
            return new Finding(where.build(), verdict);
        }
    }
}
