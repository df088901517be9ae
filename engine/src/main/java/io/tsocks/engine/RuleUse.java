package io.tsocks.engine;

import io.tsocks.net.Network;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// The networks of a policy that could go without changing a route: networks that never decide, and
/// networks whose destinations would have the same route without them. Networks that the map leaves
/// out ([PolicyMap#uncharted()]) are not judged, and if there are any, no network is called
/// redundant.
///
/// Any of the dead and redundant networks may go, alone or together: no connection takes another
/// route, and every server stays in a local network. Only a question without a port, which is not a
/// connection, may be answered by another rule.
///
/// @param dead the networks that decide no destination, in the order in which the policy asks them
/// @param redundant the networks that decide some destinations, all of which would have the same
///     route without them
public record RuleUse(List<Idle> dead, List<Idle> redundant) {

    /// A dead network may cover very many others, so its blockers are chosen among this many cells.
    private static final int MOST_CELLS = 4096;

    public RuleUse {
        dead = List.copyOf(dead);
        redundant = List.copyOf(redundant);
    }

    /// A network that could go.
    ///
    /// @param owner a local network, or a path with one of its `reaches`
    /// @param because for a dead network, the owners that decide in its place, the one with the
    ///     most destinations first; for a redundant one, the owners that would
    public record Idle(PolicyMap.Owner owner, List<PolicyMap.Owner> because) {
        public Idle {
            because = List.copyOf(because);
        }

        private boolean isBecauseOfLocals() {
            return because.stream().allMatch(by -> by.rule() instanceof Rule.Local);
        }
    }

    /// The paths of which local networks leave nothing, each with the owners that take its first
    /// network. Keys are compared by identity, because a path may be long.
    public IdentityHashMap<Rule.Path, List<PolicyMap.Owner>> swallowed() {
        IdentityHashMap<Rule.Path, List<Idle>> networks = new IdentityHashMap<>();
        for (Idle idle : dead) {
            if (idle.owner().rule() instanceof Rule.Path path) {
                networks.computeIfAbsent(path, ignored -> new ArrayList<>()).add(idle);
            }
        }
        IdentityHashMap<Rule.Path, List<PolicyMap.Owner>> swallowed = new IdentityHashMap<>();
        networks.forEach(
                (path, idle) -> {
                    if (path.hosts().isEmpty()
                            && idle.size() == path.reaches().size()
                            && idle.stream().allMatch(Idle::isBecauseOfLocals)) {
                        swallowed.put(path, idle.getFirst().because());
                    }
                });
        return swallowed;
    }

    /// Judges every network of a policy.
    ///
    /// @param draft the policy's draft by statement
    /// @param map the map drawn from it
    static RuleUse of(Policy policy, MapDraft draft, PolicyMap map) {
        BitSet dead = deadOwners(map);
        OwnerActions actions = OwnerActions.of(policy, draft.owners());
        BitSet silent = new BitSet();
        List<Idle> idle = new ArrayList<>(dead.cardinality());
        for (int owner = dead.nextSetBit(0); owner >= 0; owner = dead.nextSetBit(owner + 1)) {
            Blockers blockers = Blockers.of(map, owner, actions);
            idle.add(new Idle(map.owners().get(owner), blockers.owners()));
            silent.set(owner, blockers.haveItsRoute());
        }
        if (!map.uncharted().isEmpty()) {
            return new RuleUse(idle, List.of());
        }
        HeldServers held = HeldServers.of(policy);
        IntPredicate mayHoldServer =
                owner ->
                        map.owners().get(owner).rule() instanceof Rule.Local local
                                && held.mayBeIn(local);
        return new RuleUse(idle, Redundancy.of(draft, actions, dead, silent, mayHoldServer));
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

    /// The owners that decide for the destinations of a dead network, by the number of these.
    ///
    /// @param haveItsRoute whether no route would change if the dead network decided; false if that
    ///     would take too long to find out
    private record Blockers(List<PolicyMap.Owner> owners, boolean haveItsRoute) {

        static Blockers of(PolicyMap map, int dead, OwnerActions actions) {
            PolicyMap.Owner owner = map.owners().get(dead);
            Network network = owner.network().orElseThrow();
            Family family = Family.of(network);
            Region claimed = Region.around(network, owner.ports()).withoutPort0();
            Map<Integer, Double> shares = new TreeMap<>();
            Iterator<PolicyMap.Piece> pieces = map.pieces(claimed).iterator();
            for (int i = 0; i < MOST_CELLS && pieces.hasNext(); i++) {
                PolicyMap.Piece piece = pieces.next();
                shares.merge(piece.owner(), piece.region().size(), Double::sum);
            }
            boolean haveItsRoute =
                    !pieces.hasNext()
                            && shares.keySet().stream()
                                    .allMatch(by -> actions.agree(family, by, dead));
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
