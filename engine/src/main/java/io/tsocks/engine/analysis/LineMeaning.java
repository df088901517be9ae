package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Origin;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// What a line of a file does in its policy, which is less than it says if lines that are asked
/// before it decide for some of its destinations.
///
/// Port 0, which is a question without a port, does not count, and an IPv4-mapped IPv6 address
/// counts as the IPv4 address.
public sealed interface LineMeaning {

    /// Where the line stands.
    Origin origin();

    /// A line that lists a network.
    ///
    /// @param action what happens to connections that it decides for
    /// @param covered how many addresses its network has
    /// @param whole for how many of them it decides on all of its ports
    /// @param partly for how many it decides on some of its ports only
    /// @param takers who decides for the others, the one with the most addresses first
    record OfNetwork(
            PolicyMap.Owner owner,
            Action action,
            BigInteger covered,
            BigInteger whole,
            BigInteger partly,
            List<AddressTaker> takers)
            implements LineMeaning {

        public OfNetwork {
            takers = List.copyOf(takers);
        }

        @Override
        public Origin origin() {
            return owner.origin();
        }

        /// Whether it decides for all that it lists.
        public boolean decidesAll() {
            return whole.equals(covered);
        }

        /// Whether it decides for nothing.
        public boolean decidesNothing() {
            return whole.signum() == 0 && partly.signum() == 0;
        }
    }

    /// An owner that is asked before a line and decides for addresses of it.
    ///
    /// @param addresses for how many, on at least one of the line's ports
    record AddressTaker(PolicyMap.Owner owner, BigInteger addresses) {}

    /// A line that lists names.
    ///
    /// @param action what happens to connections that it decides for
    /// @param decided the names and ports that it decides for, without those of `localhost`; empty
    ///     if there are none
    /// @param takers who decides for the others, in the order in which the policy asks
    record OfNames(
            NameMap.Owner owner,
            Action action,
            Optional<NameTerritory> decided,
            List<NameTaker> takers)
            implements LineMeaning {

        public OfNames {
            takers = List.copyOf(takers);
        }

        @Override
        public Origin origin() {
            return owner.origin();
        }
    }

    /// What decides for names of a line in its place.
    ///
    /// @param basis [NameBasis#LINE]; [NameBasis#LOCALHOST] for names that are loopback addresses
    ///     in every policy; or [NameBasis#ONION] for names that must not be resolved here
    /// @param owner the line; empty for another basis
    record NameTaker(NameBasis basis, Optional<NameMap.Owner> owner) {}

    /// The opening of a path, or `fallback = yes`.
    ///
    /// @param rule a [Rule.Path] or [Rule.Fallback]
    /// @param ip4 what happens to connections to IPv4 addresses that it decides for
    /// @param ip6 the same for IPv6
    record OfRule(Rule rule, Action ip4, Action ip6, RuleShare share) implements LineMeaning {
        @Override
        public Origin origin() {
            return rule.origin();
        }
    }

    /// A server, alone or in a group.
    ///
    /// @param rule the [Rule.Path] or [Rule.DefaultServer] that it carries connections for
    /// @param upstream the server with those that stand for it
    /// @param way how the policy reaches it
    /// @param share what the rule decides for
    record OfServer(
            Origin origin,
            Rule rule,
            ProxyServer server,
            Upstream upstream,
            ServerWay way,
            RuleShare share)
            implements LineMeaning {}

    /// How much a rule decides.
    ///
    /// @param ip4 for how many IPv4 addresses, on at least one port
    /// @param ip6 for how many IPv6 addresses, on at least one port
    /// @param lines how many networks and names it lists; 0 if it is no path
    /// @param idle how many of these decide for nothing
    /// @param namesHosts whether any of its lines decides for a name
    record RuleShare(BigInteger ip4, BigInteger ip6, int lines, int idle, boolean namesHosts) {

        static final RuleShare NOTHING =
                new RuleShare(BigInteger.ZERO, BigInteger.ZERO, 0, 0, false);

        /// Whether it decides for nothing.
        public boolean isNothing() {
            return ip4.signum() == 0 && ip6.signum() == 0 && !namesHosts;
        }
    }
}
