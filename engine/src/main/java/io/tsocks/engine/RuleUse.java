package io.tsocks.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which networks of a policy could go without changing a route: those that never decide, and those
/// whose destinations would have the same route without them. Networks that the map leaves out
/// ([PolicyMap#uncharted()]) are not judged, and where there are any, nothing is called redundant.
///
/// Whichever of the dead and the redundant networks go, one or some or all, no route changes.
///
/// @param dead the networks that decide no destination, in the order in which the policy asks them
/// @param redundant the networks that decide some destinations, all of which would have the same
///     route without them
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
        Route[] routes = routes(policy, draft.owners());
        BitSet silent = new BitSet();
        List<Idle> idle = new ArrayList<>(dead.cardinality());
        for (int owner = dead.nextSetBit(0); owner >= 0; owner = dead.nextSetBit(owner + 1)) {
            Blockers blockers = Blockers.of(map, owner, routes);
            idle.add(new Idle(map.owners().get(owner), blockers.owners()));
            silent.set(owner, blockers.haveItsRoute());
        }
        return map.uncharted().isEmpty()
                ? new RuleUse(idle, Redundancy.of(draft, routes, dead, silent))
                : new RuleUse(idle, List.of());
    }

    /// What each owner makes of an IPv4 destination: one route for all networks of a path. Where
    /// two have the same, they have it for IPv6 too.
    private static Route[] routes(Policy policy, Owners owners) {
        Route[] routes = new Route[owners.size()];
        for (int i = 0; i < owners.rules().size(); i++) {
            Route route = Decision.of(owners.rules().get(i), policy, Decision.Family.IP4);
            Arrays.fill(routes, owners.firstOf(i), owners.firstOf(i + 1), route);
        }
        return routes;
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
    ///
    /// @param haveItsRoute whether no route would change if the dead network decided; false where
    ///     that would take too long to find out
    private record Blockers(List<PolicyMap.Owner> owners, boolean haveItsRoute) {

        static Blockers of(PolicyMap map, int dead, Route[] routes) {
            PolicyMap.Owner owner = map.owners().get(dead);
            Region claimed = Region.around(owner.network().orElseThrow(), owner.ports());
            Map<Integer, Double> shares = new TreeMap<>();
            Iterator<PolicyMap.Piece> pieces = map.pieces(claimed).iterator();
            for (int i = 0; i < MOST_CELLS && pieces.hasNext(); i++) {
                PolicyMap.Piece piece = pieces.next();
                shares.merge(piece.owner(), piece.region().size(), Double::sum);
            }
            boolean haveItsRoute =
                    !pieces.hasNext()
                            && shares.keySet().stream()
                                    .allMatch(by -> routes[by].hasSameEffect(routes[dead]));
            return new Blockers(byShare(map, shares), haveItsRoute);
        }

        private static List<PolicyMap.Owner> byShare(PolicyMap map, Map<Integer, Double> shares) {
            return shares.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()))
                    .map(share -> map.owners().get(share.getKey()))
                    .toList();
        }
    }
}
