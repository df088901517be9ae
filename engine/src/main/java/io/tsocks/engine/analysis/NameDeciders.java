package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Origin;
import io.tsocks.engine.PortMap;
import io.tsocks.engine.Rule;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the lines and rules that decide for names with the same answer.
final class NameDeciders {

    private final NameMap map;
    private final BitSet owners = new BitSet();

    /// Keyed by origin, because no two rules of a policy stand in one place, and comparing paths
    /// takes long.
    private final Map<Origin, Rule> others = new LinkedHashMap<>();

    NameDeciders(NameMap map) {
        this.map = map;
    }

    /// Adds the decider of a name.
    ///
    /// @param ports the owners of the name
    void add(NameWitness witness, PortMap ports) {
        int owner = ports.ownerOf(witness.port());
        if (owner != map.unnamed()) {
            owners.set(owner, owners.get(owner) || witness.isOfRule());
        } else {
            witness.otherRule().ifPresent(rule -> others.putIfAbsent(rule.origin(), rule));
        }
    }

    /// The verdict on all names that were added.
    ///
    /// @param example one of them
    NameVerdict verdict(NameWitness example) {
        List<NameMap.Owner> named = owners.stream().mapToObj(map.owners()::get).toList();
        return new NameVerdict(named, List.copyOf(others.values()), example);
    }
}
