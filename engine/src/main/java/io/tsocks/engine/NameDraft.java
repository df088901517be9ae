package io.tsocks.engine;

import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Walks once over the names that patterns are about, from each domain to the names below it, and
/// finds who owns which ports. O(n log n) for n patterns.
final class NameDraft {

    private final PortMaps maps;
    private final PortOverlays overlays;
    private final List<Claim> claims = new ArrayList<>();
    private final List<HostName> names = new ArrayList<>();
    private int[] parents = new int[16];
    private int[] exact = new int[16];
    private int[] below = new int[16];
    private int others;

    private NameDraft(NameOwners owners) {
        this.maps = new PortMaps(owners.size() + 1);
        this.overlays = new PortOverlays(maps, owners.size() + 1);
        this.others = owners.size();
    }

    /// A pattern about one name.
    private record Claim(
            HostName name, boolean itself, boolean below, PortRange ports, int owner) {}

    static NameDraft of(NameOwners owners) {
        NameDraft draft = new NameDraft(owners);
        owners.forEachClaim(draft::add);
        draft.claims.sort(Comparator.comparing(Claim::name, HostName.BY_DOMAIN));
        draft.walk();
        return draft;
    }

    private void add(HostReach claimed, int owner) {
        PortRange ports = claimed.ports();
        switch (claimed.hosts()) {
            case HostPattern.Exact(HostName name) ->
                    claims.add(new Claim(name, true, false, ports, owner));
            case HostPattern.Tree(HostName name) ->
                    claims.add(new Claim(name, true, true, ports, owner));
            case HostPattern.Below(HostName name) ->
                    claims.add(new Claim(name, false, true, ports, owner));
            case HostPattern.Every ignored -> others = overlays.over(others, ports, owner);
        }
    }

    private void walk() {
        int parent = -1;
        for (int next = 0; next < claims.size(); ) {
            HostName name = claims.get(next).name();
            while (parent >= 0 && !name.isBelow(names.get(parent))) {
                parent = parents[parent];
            }
            int inherited = parent < 0 ? others : below[parent];
            int own = inherited;
            int rest = inherited;
            for (; next < claims.size() && claims.get(next).name().equals(name); next++) {
                Claim claim = claims.get(next);
                own = claim.itself() ? overlays.over(own, claim.ports(), claim.owner()) : own;
                rest = claim.below() ? overlays.over(rest, claim.ports(), claim.owner()) : rest;
            }
            if (own != inherited || rest != inherited) {
                append(name, parent, own, rest);
                parent = names.size() - 1;
            }
        }
    }

    private void append(HostName name, int parent, int own, int rest) {
        int index = names.size();
        if (index == parents.length) {
            parents = Arrays.copyOf(parents, index * 2);
            exact = Arrays.copyOf(exact, index * 2);
            below = Arrays.copyOf(below, index * 2);
        }
        names.add(name);
        parents[index] = parent;
        exact[index] = own;
        below[index] = rest;
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
