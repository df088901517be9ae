package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.PortMap;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Searches a policy for names. The search is complete: it looks at all classes of names, so if it
/// finds nothing, there is nothing.
public final class NameSearch {

    private final NameChart chart;
    private final Question question;
    private final NameDivision division;
    private final Map<Optional<Action.Effect>, Draft> drafts = new LinkedHashMap<>();

    private NameSearch(NameChart chart, Question question) {
        this.chart = chart;
        this.question = question;
        this.division =
                new NameDivision()
                        .with(chart.map().names())
                        .with(
                                question.names().stream()
                                        .flatMap(pattern -> nameOf(pattern).stream())
                                        .toList());
    }

    /// Names that were sought and have the same effect.
    public record Finding(NameTerritory where, NameVerdict verdict) {}

    /// All names that a question seeks, by the policy's answer for them; empty if there are none.
    /// The first finding's example is the first name sought.
    public static List<Finding> all(NameChart chart, Question question) {
        NameSearch search = new NameSearch(chart, question);
        NameClasses.walk(search.division, List.of(chart.map()), search::take);
        return search.drafts.values().stream().map(Draft::build).toList();
    }

    private static Optional<HostName> nameOf(HostPattern pattern) {
        return switch (pattern) {
            case HostPattern.Exact(HostName name) -> Optional.of(name);
            case HostPattern.Tree(HostName name) -> Optional.of(name);
            case HostPattern.Below(HostName name) -> Optional.of(name);
            case HostPattern.Every ignored -> Optional.empty();
        };
    }

    /// Whether a class is in a pattern whose name is in the division. A class is in it wholly or
    /// not at all.
    private static boolean holds(HostPattern pattern, NameClass which) {
        return switch (which) {
            case NameClass.Itself(HostName name) -> pattern.matches(name);
            case NameClass.Below(HostName name) -> pattern.contains(new HostPattern.Below(name));
            case NameClass.Others ignored -> pattern instanceof HostPattern.Every;
        };
    }

    private void take(NameClass which, HostName example, List<PortMap> maps) {
        if (question.names().stream().noneMatch(pattern -> holds(pattern, which))) {
            return;
        }
        PortMap owners = maps.getFirst();
        int[] edges = chart.edges(owners).sorted().distinct().toArray();
        Set<Draft> touched = new LinkedHashSet<>();
        for (int i = 0; i < edges.length; i++) {
            int last = i + 1 < edges.length ? edges[i + 1] - 1 : 65535;
            for (PortRange wanted : question.ports().ranges()) {
                int first = Math.max(edges[i], wanted.first());
                int end = Math.min(last, wanted.last());
                if (first <= end) {
                    take(chart.witness(example, first, owners), end, owners, touched);
                }
            }
        }
        touched.forEach(draft -> draft.where.add(which, draft.ports.take()));
    }

    private void take(NameWitness witness, int last, PortMap owners, Set<Draft> touched) {
        if (!question.seeks(witness.decision())) {
            return;
        }
        Draft draft =
                drafts.computeIfAbsent(witness.decision().effect(), ignored -> new Draft(witness));
        draft.ports.add(witness.port(), last);
        draft.deciders.add(witness, owners);
        touched.add(draft);
    }

    /// Collects the names of a finding.
    private final class Draft {

        final NameWitness example;
        final PortSet.Builder ports = new PortSet.Builder();
        final NameTerritory.Builder where = new NameTerritory.Builder(division);
        final NameDeciders deciders = new NameDeciders(chart.map());

        Draft(NameWitness example) {
            this.example = example;
        }

        Finding build() {
            return new Finding(where.build(), deciders.verdict(example));
        }
    }
}
