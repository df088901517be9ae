package io.tsocks.engine;

import io.tsocks.engine.PolicyMap.Uncharted;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The claims from which a policy's map is drawn, ranked once for all walks over them.
final class MapDraft {

    private final Owners owners;
    private final Ip4Claims.Ranking ip4;
    private final Ip6Claims.Ranking ip6;
    private final List<Uncharted> uncharted;

    private MapDraft(Owners owners, Collected claims) {
        this.owners = owners;
        this.ip4 = claims.ip4.ranking();
        this.ip6 = claims.ip6.ranking();
        this.uncharted = claims.uncharted;
    }

    static MapDraft of(Policy policy, PolicyMap.Grain grain) {
        Owners owners = Owners.of(policy, grain);
        Collected claims = new Collected();
        for (int i = 0; i < owners.rules().size(); i++) {
            claims.add(owners.rules().get(i), owners.firstOf(i), grain);
        }
        return new MapDraft(owners, claims);
    }

    Owners owners() {
        return owners;
    }

    PolicyMap map() {
        PortMaps maps = new PortMaps(owners.size());
        return new PolicyMap(owners, ip4.divide(maps), ip6.divide(maps), maps, uncharted);
    }

    /// Passes on every piece of a family's map with its next owner. Only for a draft by statement.
    ///
    /// @param absent owners that do not count; the last owner is never among them
    void walkLayers(Family family, BitSet absent, Layers.Piece to) {
        switch (family) {
            case IP4 -> Layers.walk(ip4.claims(), absent, to);
            case IP6 -> Layers.walk(ip6.claims(), absent, to);
        }
    }

    private static final class Collected {

        final Ip4Claims ip4 = new Ip4Claims();
        final Ip6Claims ip6 = new Ip6Claims();
        final List<Uncharted> uncharted = new ArrayList<>();

        /// Adds the claims of a rule.
        ///
        /// @param first the number of the rule's first owner
        void add(Rule rule, int first, PolicyMap.Grain grain) {
            switch (rule) {
                case Rule.Local local -> claim(local.network(), PortRange.ANY, first);
                case Rule.LocalHosts ignored -> {} // has no addresses
                case Rule.Path path -> add(path, first, grain);
                case Rule.DefaultServer ignored -> claimEverything(first);
                case Rule.Fallback ignored -> claimEverything(first);
                case Rule.Nothing ignored -> claimEverything(first);
            }
        }

        private void add(Rule.Path path, int first, PolicyMap.Grain grain) {
            int owner = first;
            for (Reach to : path.reaches()) {
                claim(to.network(), to.ports(), owner);
                owner += grain == PolicyMap.Grain.STATEMENT ? 1 : 0;
            }
        }

        private void claimEverything(int owner) {
            claim(new Network.Ip4(0, 0), PortRange.ANY, owner);
            claim(new Network.Ip6(0, 0, 0), PortRange.ANY, owner);
        }

        private void claim(Network network, PortRange ports, int owner) {
            switch (network) {
                case Network.Ip4 net -> {
                    if (!ip4.add(net, ports, owner)) {
                        uncharted.add(new Uncharted(net, ports, owner));
                    }
                }
                case Network.Ip6 net -> ip6.add(net, ports, owner);
            }
        }
    }
}
