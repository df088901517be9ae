package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Origin;
import io.tsocks.engine.PortMap;
import io.tsocks.engine.Rule;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects who decides for names of which a policy says the same.
final class NameDeciders {

    private final NameMap map;
    private final BitSet owners = new BitSet();

    /// By where they stand, because no two rules of a policy stand in one place, and a path takes
    /// long to compare.
    private final Map<Origin, Rule> others = new LinkedHashMap<>();

    NameDeciders(NameMap map) {
        this.map = map;
    }

    /// Adds who decides for a name.
    ///
    /// @param ports who owns the name
    void add(NameWitness witness, PortMap ports) {
        int owner = ports.ownerOf(witness.port());
        if (owner != map.unnamed()) {
            owners.set(owner);
        } else {
            witness.otherRule().ifPresent(rule -> others.putIfAbsent(rule.origin(), rule));
        }
    }

    /// @param example one of the names that were added
    NameVerdict verdict(NameWitness example) {
        List<NameMap.Owner> named = owners.stream().mapToObj(map.owners()::get).toList();
        return new NameVerdict(named, List.copyOf(others.values()), example);
    }
}
