package io.tsocks.engine;

import io.tsocks.engine.NameClaims.Claim;
import io.tsocks.net.HostName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Walks once over the names in patterns and finds, for each class of names and each port, the line
/// that decides and the one that would decide without it.
final class NameJudge {

    private static final int NOBODY = OwnerHeap.NOBODY;
    private static final SortedSet<Integer> NONE = Collections.emptySortedSet();

    private final NameOwners owners;
    private final NameClaims claims;
    private final Policy policy;
    private final PolicyEngine engine;
    private final IdentityHashMap<Rule, Action> actions = new IdentityHashMap<>();
    private final BitSet deciding = new BitSet();
    private final BitSet needed = new BitSet();
    private final Map<Integer, SortedSet<Integer>> blockers = new HashMap<>();
    private final Map<Integer, SortedSet<Integer>> next = new HashMap<>();
    private final Deque<Layer> above = new ArrayDeque<>();

    NameJudge(Policy policy) {
        this.policy = policy;
        this.owners = new NameOwners(policy, PolicyMap.Grain.STATEMENT);
        this.claims = NameClaims.of(owners);
        this.engine = PolicyEngine.of(policy);
    }

    /// Names with the lines that decide for them.
    ///
    /// @param name the name that they are below; null for all names
    private record Layer(@Nullable HostName name, PortMap owners, PortMap nextOwners) {

        boolean holds(HostName other) {
            return name == null || other.isBelow(name);
        }

        Layer over(@Nullable HostName about, List<Claim> claims) {
            PortOverlay overlay = new PortOverlay().add(owners, NOBODY).add(nextOwners, NOBODY);
            claims.forEach(claim -> overlay.add(claim.ports(), claim.owner()));
            return new Layer(about, overlay.owners(), overlay.nextOwners());
        }
    }

    NameUse judge() {
        int unnamed = owners.size();
        Layer nothing = new Layer(null, PortMap.of(unnamed), PortMap.of(NOBODY));
        Layer others = nothing.over(null, claims.ofEveryName());
        above.push(others);
        claims.forEachName(this::take);
        take(others, claims.ofEveryName());
        return new NameUse(dead(), redundant());
    }

    private void take(HostName name, List<Claim> own) {
        while (!above.getFirst().holds(name)) {
            above.pop();
        }
        Layer inherited = above.getFirst();
        List<Claim> ofItself = NameClaims.ofItself(own);
        Layer itself = inherited.over(name, ofItself);
        if (NameClaims.isOfWholeTrees(own)) {
            above.push(itself);
            judge(name, itself, ofItself);
            return;
        }
        List<Claim> ofThoseBelow = NameClaims.below(own);
        Layer below = inherited.over(name, ofThoseBelow);
        above.push(below);
        judge(name, itself, ofItself);
        judge(name, below, ofThoseBelow);
    }

    private void judge(HostName name, Layer layer, List<Claim> own) {
        if (!Policy.isLocalhost(name.text())) {
            take(layer, own);
        }
    }

    /// Judges a class.
    ///
    /// @param own claims that begin here; they are dead if nothing is left for them
    private void take(Layer layer, List<Claim> own) {
        PortMap first = layer.owners();
        for (Claim claim : own) {
            addBlocker(claim.owner(), first.ownerOf(Math.max(1, claim.ports().first())));
            addBlocker(claim.owner(), first.ownerOf(claim.ports().last()));
        }
        for (int piece = 0; piece < first.size(); piece++) {
            int owner = first.owner(piece);
            if (first.last(piece) > 0 && owner < owners.size()) {
                deciding.set(owner);
                compare(layer, Math.max(1, first.first(piece)), first.last(piece), owner);
            }
        }
    }

    private void addBlocker(int owner, int by) {
        if (by < owner) {
            blockers.computeIfAbsent(owner, ignored -> new TreeSet<>()).add(by);
        }
    }

    private void compare(Layer layer, int firstPort, int lastPort, int owner) {
        Action own = action(owner);
        PortMap second = layer.nextOwners();
        for (int piece = 0; piece < second.size() && !needed.get(owner); piece++) {
            int from = Math.max(firstPort, second.first(piece));
            int to = Math.min(lastPort, second.last(piece));
            if (from <= to) {
                compare(own, owner, second.owner(piece), from, to);
            }
        }
    }

    private void compare(Action own, int owner, int by, int from, int to) {
        boolean same =
                by < owners.size()
                        ? action(by).hasSameEffect(own)
                        : isThatOfOtherNames(own, from, to);
        if (!same) {
            needed.set(owner);
        } else if (by < owners.size()) {
            next.computeIfAbsent(owner, ignored -> new TreeSet<>()).add(by);
        }
    }

    private boolean isThatOfOtherNames(Action own, int from, int to) {
        Optional<Action.Effect> effect = Optional.of(own.effect());
        return engine.edgesOfOtherNames()
                .map(port -> Math.max(port, from))
                .filter(port -> port <= to)
                .allMatch(port -> engine.decideOtherNames(port).effect().equals(effect));
    }

    private Action action(int owner) {
        return actions.computeIfAbsent(
                owners.get(owner).rule(), rule -> Actions.ofName(rule, policy));
    }

    private List<NameUse.Idle> dead() {
        List<NameUse.Idle> dead = new ArrayList<>();
        for (int owner = 0; owner < owners.size(); owner++) {
            if (!deciding.get(owner)) {
                dead.add(idle(owner, blockers));
            }
        }
        return dead;
    }

    /// The redundant lines, found from the line asked last to the first. If each of two lines makes
    /// the other redundant, the first stays. A line also stays if the removal of another relies on
    /// it. No line relies on a dead one, because that may go.
    private List<NameUse.Idle> redundant() {
        BitSet gone = new BitSet();
        BitSet reliedOn = new BitSet();
        List<NameUse.Idle> idle = new ArrayList<>();
        for (int owner = owners.size() - 1; owner >= 0; owner--) {
            SortedSet<Integer> others = next.getOrDefault(owner, NONE);
            boolean canGo =
                    deciding.get(owner)
                            && !needed.get(owner)
                            && !reliedOn.get(owner)
                            && others.stream().allMatch(by -> deciding.get(by) && !gone.get(by));
            if (canGo) {
                gone.set(owner);
                others.forEach(reliedOn::set);
                idle.add(idle(owner, next));
            }
        }
        return idle.reversed();
    }

    private NameUse.Idle idle(int owner, Map<Integer, SortedSet<Integer>> because) {
        return new NameUse.Idle(
                owners.get(owner),
                because.getOrDefault(owner, NONE).stream().map(owners::get).toList());
    }
}
