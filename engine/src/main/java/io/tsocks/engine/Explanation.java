package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a policy decides for a destination as it does: the rules that were asked, in order. The last
/// one decided.
///
/// @param decision the answer of [PolicyEngine#decide(Address, int)]
public record Explanation(Address address, int port, List<Step> steps, Decision decision) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /// A rule that was asked.
    ///
    /// @param reach the network of a path that was asked; null if the rule is not a path or has no
    ///     networks
    /// @param origin where the rule, or the network of the path, stands
    /// @param why the reason in words, such as `10.1.2.3 is not in 192.168.0.0/255.255.0.0`
    public record Step(
            Rule rule, @Nullable Reach reach, Origin origin, boolean matched, String why) {}

    /// The step that decided.
    public Step deciding() {
        return steps.getLast();
    }

    static Explanation of(Policy policy, Address address, int port) {
        return new Questioning(policy, address, port).explain();
    }

    /// Asks one rule after another. This is slower and plainer than the lookup of [RouteTable],
    /// which must give the same answer.
    private static final class Questioning {

        private final Policy policy;
        private final Address address;
        private final int port;
        private final List<Step> steps = new ArrayList<>();

        Questioning(Policy policy, Address address, int port) {
            this.policy = policy;
            this.address = address;
            this.port = port;
        }

        Explanation explain() {
            Rule rule = decidingRule();
            return new Explanation(address, port, steps, policy.decide(rule, address));
        }

        private Rule decidingRule() {
            Optional<Rule> asked = askedRule();
            if (asked.isPresent()) {
                return asked.get();
            }
            Rule last = policy.last();
            steps.add(new Step(last, null, last.origin(), true, last.describe()));
            return last;
        }

        private Optional<Rule> askedRule() {
            Optional<Rule> local =
                    policy.locals().stream().filter(this::asks).findFirst().map(Rule.class::cast);
            return local.or(
                    () -> policy.paths().reversed().stream().filter(this::asks).findFirst());
        }

        private boolean asks(Rule.Local local) {
            boolean matched = local.network().contains(address);
            steps.add(new Step(local, null, local.origin(), matched, containment(local.network())));
            return matched;
        }

        private boolean asks(Rule.Path path) {
            if (path.reaches().isEmpty()) {
                steps.add(new Step(path, null, path.origin(), false, "the path reaches nothing"));
            }
            return path.reaches().stream().anyMatch(reach -> asks(path, reach));
        }

        private boolean asks(Rule.Path path, Reach reach) {
            boolean contained = reach.network().contains(address);
            boolean matched = contained && reach.ports().contains(port);
            String why =
                    contained && !reach.ports().equals(PortRange.ANY)
                            ? containment(reach.network()) + ports(reach.ports(), matched)
                            : containment(reach.network());
            steps.add(new Step(path, reach, reach.origin(), matched, why));
            return matched;
        }

        private String containment(Network network) {
            String in = network.contains(address) ? " is in " : " is not in ";
            return address + in + network;
        }
    }

    /// A clause about the ports on which a path reaches the destination.
    static String ports(PortRange ports, boolean matched) {
        String which = (ports.first() == ports.last() ? "port " : "ports ") + ports;
        return matched
                ? ", which the path reaches on " + which
                : ", which the path reaches on " + which + " only";
    }
}
