package io.tsocks.engine;

import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A policy's rules for names as a map: all names and ports, divided between the owners that decide
/// for them. Every question about names reads this one structure. Immutable.
///
/// There are finitely many patterns, so names fall into finitely many classes. Each name in a
/// pattern makes two: the name itself, and the names below it that are not in or below a closer
/// class. All other names are the last class. The map contains only names at which the owners
/// change, so it is canonical: rules that give every name and port the same owner give the same
/// map.
public final class NameMap {

    private final NameOwners owners;
    private final List<HostName> names;
    private final int[] parents;
    private final int[] exact;
    private final int[] below;
    private final int others;
    private final PortMaps maps;

    NameMap(NameOwners owners, NameDraft draft) {
        this.owners = owners;
        this.names = List.copyOf(draft.names());
        this.parents = draft.parents();
        this.exact = draft.exact();
        this.below = draft.below();
        this.others = draft.others();
        this.maps = draft.maps();
    }

    /// An owner: a rule or pattern that decides for a part of the map.
    ///
    /// @param rule a [Rule.LocalHosts] or a [Rule.Path]
    /// @param place in a map of [PolicyMap.Grain#STATEMENT], the index of one of the path's
    ///     [Rule.Path#hosts]; otherwise [PolicyMap.Owner#WHOLE]
    public record Owner(Rule rule, int place) {

        /// A rule as a whole.
        static Owner of(Rule rule) {
            return new Owner(rule, PolicyMap.Owner.WHOLE);
        }

        /// The pattern that the owner claims; empty for a path as a whole.
        public Optional<HostPattern> hosts() {
            return reach().map(HostReach::hosts);
        }

        /// The ports that the owner claims of its names.
        public PortRange ports() {
            return reach().map(HostReach::ports).orElse(PortRange.ANY);
        }

        /// Where the pattern stands; for a path as a whole, where the path does.
        public Origin origin() {
            return reach().map(HostReach::origin).orElseGet(rule::origin);
        }

        private Optional<HostReach> reach() {
            return rule instanceof Rule.Path && place == PolicyMap.Owner.WHOLE
                    ? Optional.empty()
                    : claims().findFirst();
        }

        Stream<HostReach> claims() {
            return switch (rule) {
                case Rule.LocalHosts local ->
                        Stream.of(new HostReach(local.hosts(), PortRange.ANY, local.origin()));
                case Rule.Path path ->
                        place == PolicyMap.Owner.WHOLE
                                ? path.hosts().stream()
                                : Stream.of(path.hosts().get(place));
                case Rule.Local other -> throw namesNoHosts(other);
                case Rule.DefaultServer other -> throw namesNoHosts(other);
                case Rule.Fallback other -> throw namesNoHosts(other);
                case Rule.Nothing other -> throw namesNoHosts(other);
            };
        }

        private static IllegalStateException namesNoHosts(Rule rule) {
            return new IllegalStateException("names no hosts: " + rule.describe());
        }
    }

    /// Draws the map of a policy.
    public static NameMap of(Policy policy, PolicyMap.Grain grain) {
        NameOwners owners = new NameOwners(policy, grain);
        return new NameMap(owners, NameDraft.of(owners));
    }

    /// The owners, in the order in which the policy asks them. The port maps contain indices into
    /// this list, or [#unnamed()]. Unmodifiable.
    public List<Owner> owners() {
        return owners;
    }

    /// In the port maps, the owner of names and ports that no rule lists.
    public int unnamed() {
        return owners.size();
    }

    /// The names at which owners change. Each comes after the names that it is below, and names of
    /// one domain stand together. Unmodifiable.
    public List<HostName> names() {
        return names;
    }

    /// The index of the nearest name of the map above one of its names; -1 if there is none.
    public int parent(int name) {
        return parents[name];
    }

    /// The owners of the ports of a name.
    ///
    /// @param name index in [#names()]
    public PortMap exact(int name) {
        return maps.get(exact[name]);
    }

    /// The owners of the ports of the names below a name, except the map's own names below it and
    /// the names below those.
    ///
    /// @param name index in [#names()]
    public PortMap below(int name) {
        return maps.get(below[name]);
    }

    /// The owners of the ports of all names that are neither in the map nor below a name of it.
    public PortMap others() {
        return maps.get(others);
    }

    int exactNumber(int name) {
        return exact[name];
    }

    int belowNumber(int name) {
        return below[name];
    }

    int othersNumber() {
        return others;
    }

    PortMaps maps() {
        return maps;
    }
}
