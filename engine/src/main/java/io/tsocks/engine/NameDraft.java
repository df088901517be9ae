package io.tsocks.engine;

import io.tsocks.engine.NameClaims.Claim;
import io.tsocks.net.HostName;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Walks once over the names in patterns and finds the owners of their ports. O(n log n) for n
/// patterns.
final class NameDraft {

    private final PortMaps maps;
    private final int unnamed;
    private final List<HostName> names = new ArrayList<>();
    private int[] parents = new int[16];
    private int[] exact = new int[16];
    private int[] below = new int[16];
    private int others;

    /// The index of the last name that was kept.
    private int last = -1;

    private NameDraft(int owners) {
        this.maps = new PortMaps(owners + 1);
        this.unnamed = owners;
    }

    static NameDraft of(NameOwners owners) {
        NameClaims claims = NameClaims.of(owners);
        NameDraft draft = new NameDraft(owners.size());
        draft.others = draft.over(draft.unnamed, claims.ofEveryName());
        claims.forEachName(draft::take);
        return draft;
    }

    private void take(HostName name, List<Claim> claims) {
        while (last >= 0 && !name.isBelow(names.get(last))) {
            last = parents[last];
        }
        int inherited = last < 0 ? others : below[last];
        int own = over(inherited, NameClaims.ofItself(claims));
        int rest =
                NameClaims.isOfWholeTrees(claims) ? own : over(inherited, NameClaims.below(claims));
        if (own != inherited || rest != inherited) {
            append(name, own, rest);
        }
    }

    /// The number of the port map that results from laying claims over another.
    private int over(int base, List<Claim> claims) {
        boolean whole = base <= unnamed;
        int smallest = base;
        for (Claim claim : claims) {
            whole &= claim.ports().equals(PortRange.ANY);
            smallest = Math.min(smallest, claim.owner());
        }
        if (whole || claims.isEmpty()) {
            return smallest;
        }
        PortOverlay overlay = new PortOverlay().add(maps.get(base), OwnerHeap.NOBODY);
        claims.forEach(claim -> overlay.add(claim.ports(), claim.owner()));
        return maps.number(overlay.owners());
    }

    private void append(HostName name, int own, int rest) {
        int index = names.size();
        if (index == parents.length) {
            parents = Arrays.copyOf(parents, index * 2);
            exact = Arrays.copyOf(exact, index * 2);
            below = Arrays.copyOf(below, index * 2);
        }
        names.add(name);
        parents[index] = last;
        exact[index] = own;
        below[index] = rest;
        last = index;
    }

    List<HostName> names() {
        return names;
    }

    int[] parents() {
        return Arrays.copyOf(parents, names.size());
    }

    int[] exact() {
        return Arrays.copyOf(exact, names.size());
    }

    int[] below() {
        return Arrays.copyOf(below, names.size());
    }

    int others() {
        return others;
    }

    PortMaps maps() {
        return maps;
    }
}
