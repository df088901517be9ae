package io.tsocks.engine.analysis;

import io.tsocks.engine.Partition;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PortMap;
import io.tsocks.net.Address;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Walks over the cells of two maps at once and collects where their effects differ.
final class DiffWalk {

    private final PolicyChart before;
    private final PolicyChart after;
    private final EffectNumbers effects = new EffectNumbers();

    /// Keyed by the numbers of the two effects.
    private final Map<Long, Draft> drafts = new LinkedHashMap<>();

    private int[] effectsBefore = {};
    private int[] effectsAfter = {};

    DiffWalk(PolicyChart before, PolicyChart after) {
        this.before = before;
        this.after = after;
    }

    List<PolicyDiff.Change> run() {
        walk(before.map().ip4(), after.map().ip4());
        walk(before.map().ip6(), after.map().ip6());
        return drafts.values().stream().map(Draft::build).toList();
    }

    private void walk(Partition old, Partition young) {
        effectsBefore = effects.of(before, old.first(0));
        effectsAfter = effects.of(after, young.first(0));
        CellPairs.walk(old, young, this::take);
    }

    private void take(AddressRange addresses, PortMap old, PortMap young) {
        if (AddressRange.MAPPED.contains(addresses)) {
            return;
        }
        if (old.size() == 1 && young.size() == 1) {
            long change = change(old.owner(0), young.owner(0));
            if (isChange(change)) {
                Draft draft = draft(change, addresses.first(), 1, old.owner(0), young.owner(0));
                draft.ports.add(1, 65535);
                draft.add(addresses);
            }
            return;
        }
        Set<Draft> touched = new LinkedHashSet<>();
        PortPairs.walk(
                old,
                young,
                (first, last, from, to) -> {
                    long change = change(from, to);
                    if (isChange(change)) {
                        Draft draft = draft(change, addresses.first(), first, from, to);
                        draft.ports.add(first, last);
                        touched.add(draft);
                    }
                });
        touched.forEach(draft -> draft.add(addresses));
    }

    private long change(int ownerBefore, int ownerAfter) {
        return (long) effectsBefore[ownerBefore] << 32 | effectsAfter[ownerAfter];
    }

    private static boolean isChange(long change) {
        return (int) (change >>> 32) != (int) change;
    }

    private Draft draft(long change, Address address, int port, int from, int to) {
        Draft draft =
                drafts.computeIfAbsent(
                        change,
                        ignored ->
                                new Draft(
                                        before.witness(address, port, from),
                                        after.witness(address, port, to)));
        draft.ownersBefore.set(from);
        draft.ownersAfter.set(to);
        return draft;
    }

    /// Collects the destinations of a change.
    private final class Draft {

        final Witness exampleBefore;
        final Witness exampleAfter;
        final PortSet.Builder ports = new PortSet.Builder();
        final Territory.Builder where = new Territory.Builder();
        final BitSet ownersBefore = new BitSet();
        final BitSet ownersAfter = new BitSet();

        Draft(Witness exampleBefore, Witness exampleAfter) {
            this.exampleBefore = exampleBefore;
            this.exampleAfter = exampleAfter;
        }

        /// Adds addresses with the ports that were collected for them.
        void add(AddressRange addresses) {
            where.add(addresses, ports.take());
        }

        PolicyDiff.Change build() {
            return new PolicyDiff.Change(
                    where.build(),
                    verdict(exampleBefore, before.map(), ownersBefore),
                    verdict(exampleAfter, after.map(), ownersAfter));
        }

        private Verdict verdict(Witness example, PolicyMap map, BitSet owners) {
            return new Verdict(owners.stream().mapToObj(map.owners()::get).toList(), example);
        }
    }
}
