package io.tsocks.engine;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which networks of a policy could go without changing a route: those that never decide, and those
/// whose destinations would have the same route without them. Networks that the map leaves out
/// ([PolicyMap#uncharted()]) are not judged, and where there are any, nothing is called redundant.
///
/// @param dead the networks that decide no destination, in the order in which the policy asks them;
///     all of them can go together
/// @param redundant the networks that decide some destinations, all of which would have the same
///     route without them; all of them can go together, and with the dead ones
public record RuleUse(List<Idle> dead, List<Idle> redundant) {

    /// A dead network may cover very many others: the blockers are chosen among this many cells.
    private static final int MOST_CELLS = 4096;

    public RuleUse {
        dead = List.copyOf(dead);
        redundant = List.copyOf(redundant);
    }

    /// A network that could go.
    ///
    /// @param owner a local network, or a path with one of its `reaches`
    /// @param because for a dead network those who decide in its place, the one with the most
    ///     destinations first; for a redundant one those who would
    public record Idle(PolicyMap.Owner owner, List<PolicyMap.Owner> because) {
        public Idle {
            because = List.copyOf(because);
        }
    }

    /// Judges every network of a policy.
    ///
    /// @param draft of the policy by statement
    /// @param map drawn from it
    static RuleUse of(Policy policy, MapDraft draft, PolicyMap map) {
        BitSet dead = deadOwners(map);
        List<Idle> idle =
                dead.stream()
                        .mapToObj(owner -> new Idle(map.owners().get(owner), blockers(map, owner)))
                        .toList();
        return map.uncharted().isEmpty()
                ? new RuleUse(idle, Redundancy.of(policy, draft, dead))
                : new RuleUse(idle, List.of());
    }

    private static BitSet deadOwners(PolicyMap map) {
        BitSet dead = map.owning();
        dead.flip(0, map.owners().size());
        map.uncharted().forEach(odd -> dead.clear(odd.owner()));
        BitSet unclaimed = new BitSet();
        dead.stream()
                .filter(owner -> map.owners().get(owner).network().isEmpty())
                .forEach(unclaimed::set);
        dead.andNot(unclaimed);
        return dead;
    }

    /// Who decides for the destinations of a dead network, by how many of them.
    private static List<PolicyMap.Owner> blockers(PolicyMap map, int dead) {
        PolicyMap.Owner owner = map.owners().get(dead);
        Region claimed = Region.around(owner.network().orElseThrow(), owner.ports());
        Map<Integer, Double> shares = new TreeMap<>();
        map.pieces(claimed)
                .limit(MOST_CELLS)
                .forEach(piece -> shares.merge(piece.owner(), piece.region().size(), Double::sum));
        return shares.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()))
                .map(share -> map.owners().get(share.getKey()))
                .toList();
    }
}
