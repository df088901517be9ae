package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Why a policy gives its answer for a name before the name is resolved: the steps, in order. The
/// last step decided, unless the address does.
///
/// @param host the name in the spelling of the question
/// @param port as in [PolicyEngine#decide(String, int)]
/// @param steps at least one
/// @param decision the answer of [PolicyEngine#decide(String, int)]
public record NameExplanation(String host, int port, List<Step> steps, HostDecision decision) {

    public NameExplanation {
        steps = List.copyOf(steps);
    }

    /// One step.
    ///
    /// @param asked the basis that was tried; never [NameBasis#ADDRESS], which the explanation of
    ///     an address shows
    /// @param line the line that was tried; empty unless `asked` is [NameBasis#LINE]
    /// @param matched whether this step settles the answer
    /// @param why the reason in words, such as `www.example.com is not in .corp.example`
    public record Step(
            NameBasis asked, Optional<NameMap.Owner> line, boolean matched, String why) {}

    /// The basis of the answer.
    public NameBasis basis() {
        return switch (decision) {
            case HostDecision.Decided ignored -> steps.getLast().asked();
            case HostDecision.NeedsAddress ignored -> NameBasis.ADDRESS;
        };
    }

    /// @param decisions the policy's answers for names that no line lists
    static NameExplanation of(Policy policy, HostDecisions decisions, String host, int port) {
        return new Questioning(policy, decisions, host, port).explain();
    }

    /// Asks one line after another. This is slower and plainer than the lookup of [NameTable],
    /// which must give the same answer.
    private static final class Questioning {

        private final Policy policy;
        private final HostDecisions decisions;
        private final String host;
        private final int port;
        private final List<Step> steps = new ArrayList<>();

        Questioning(Policy policy, HostDecisions decisions, String host, int port) {
            this.policy = policy;
            this.decisions = decisions;
            this.host = host;
            this.port = port;
        }

        NameExplanation explain() {
            return new NameExplanation(host, port, steps, decision());
        }

        private HostDecision decision() {
            if (Policy.isLocalhost(host)) {
                add(NameBasis.LOCALHOST, true, host + " is a loopback address (RFC 6761)");
                return new HostDecision.Decided(loopback());
            }
            HostDecision answer = byLine().orElseGet(this::byPort);
            HostDecision unresolved = HostDecisions.withoutResolving(host, answer);
            if (!unresolved.equals(answer)) {
                add(NameBasis.ONION, true, host + " must not be resolved here (RFC 7686)");
            }
            return unresolved;
        }

        private Decision loopback() {
            return Explanation.of(policy, Address.Ip4.LOOPBACK, port).decision();
        }

        private Optional<HostDecision> byLine() {
            Optional<String> name = HostDecisions.ascii(host).map(Questioning::spelling);
            for (NameMap.Owner owner : new NameOwners(policy, PolicyMap.Grain.STATEMENT)) {
                if (asks(owner, name)) {
                    Action action = Actions.ofName(owner.rule(), policy);
                    return Optional.of(
                            new HostDecision.Decided(new Decision(action, owner.rule())));
                }
            }
            return Optional.empty();
        }

        private static String spelling(String host) {
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        }

        private boolean asks(NameMap.Owner owner, Optional<String> name) {
            HostPattern pattern = owner.hosts().orElseThrow();
            boolean contained = name.isPresent() && contains(pattern, name.get());
            boolean matched = contained && owner.ports().contains(port);
            String why = host + (contained ? " is in " : " is not in ") + pattern;
            String ports =
                    contained && !owner.ports().equals(PortRange.ANY)
                            ? Explanation.ports(owner.ports(), matched)
                            : "";
            steps.add(new Step(NameBasis.LINE, Optional.of(owner), matched, why + ports));
            return matched;
        }

        private static boolean contains(HostPattern pattern, String name) {
            return switch (pattern) {
                case HostPattern.Exact exact -> name.equals(exact.name().text());
                case HostPattern.Tree tree ->
                        name.equals(tree.name().text()) || name.endsWith("." + tree.name());
                case HostPattern.Below below -> name.endsWith("." + below.name());
                case HostPattern.Every ignored -> true;
            };
        }

        private HostDecision byPort() {
            HostDecision answer = decisions.byPort(port);
            switch (decisions.alike(port)) {
                case HostDecision.Decided ignored ->
                        add(NameBasis.EVERY_ADDRESS, true, "every address has the same route");
                case HostDecision.NeedsAddress ignored -> {
                    add(NameBasis.EVERY_ADDRESS, false, "addresses have different routes");
                    add(
                            NameBasis.REMOTE_DNS,
                            policy.remoteDns(),
                            policy.remoteDns()
                                    ? "remote_dns = yes, so the name goes where an address that no"
                                            + " network names would go"
                                    : "there is no remote_dns = yes, so the address decides");
                }
            }
            return answer;
        }

        private void add(NameBasis asked, boolean matched, String why) {
            steps.add(new Step(asked, Optional.empty(), matched, why));
        }
    }
}
