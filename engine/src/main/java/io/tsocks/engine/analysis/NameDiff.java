package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.PortMap;
import io.tsocks.net.HostName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Walks over the classes of names of two charts at once and collects the names with different
/// answers.
final class NameDiff {

    private final NameChart before;
    private final NameChart after;
    private final NameDivision division;
    private final Map<Key, Draft> drafts = new LinkedHashMap<>();

    private NameDiff(NameChart before, NameChart after) {
        this.before = before;
        this.after = after;
        this.division = new NameDivision().with(before.map().names()).with(after.map().names());
    }

    /// Two effects; empty if the address decides.
    private record Key(Optional<Action.Effect> before, Optional<Action.Effect> after) {}

    static List<PolicyDiff.NameChange> between(NameChart before, NameChart after) {
        NameDiff diff = new NameDiff(before, after);
        NameClasses.walk(diff.division, List.of(before.map(), after.map()), diff::take);
        return diff.drafts.values().stream().map(Draft::build).toList();
    }

    private void take(NameClass which, HostName example, List<PortMap> ports) {
        PortMap old = ports.getFirst();
        PortMap young = ports.getLast();
        int[] edges =
                IntStream.concat(before.edges(old), after.edges(young))
                        .sorted()
                        .distinct()
                        .toArray();
        Set<Draft> touched = new LinkedHashSet<>();
        for (int i = 0; i < edges.length; i++) {
            NameWitness from = before.witness(example, edges[i], old);
            NameWitness to = after.witness(example, edges[i], young);
            if (!from.decision().hasSameEffect(to.decision())) {
                Draft draft = draft(from, to);
                draft.add(edges[i], i + 1 < edges.length ? edges[i + 1] - 1 : 65535);
                draft.decidersBefore.add(from, old);
                draft.decidersAfter.add(to, young);
                touched.add(draft);
            }
        }
        touched.forEach(draft -> draft.where.add(which, draft.ports.take()));
    }

    private Draft draft(NameWitness from, NameWitness to) {
        Key key = new Key(from.decision().effect(), to.decision().effect());
        return drafts.computeIfAbsent(key, ignored -> new Draft(from, to));
    }

    /// Collects the names of a change.
    private final class Draft {

        final NameWitness from;
        final NameWitness to;
        final PortSet.Builder ports = new PortSet.Builder();
        final NameTerritory.Builder where = new NameTerritory.Builder(division);
        final NameDeciders decidersBefore = new NameDeciders(before.map());
        final NameDeciders decidersAfter = new NameDeciders(after.map());

        Draft(NameWitness from, NameWitness to) {
            this.from = from;
            this.to = to;
        }

        void add(int first, int last) {
            ports.add(first, last);
        }

        PolicyDiff.NameChange build() {
            return new PolicyDiff.NameChange(
                    where.build(), decidersBefore.verdict(from), decidersAfter.verdict(to));
        }
    }
}
