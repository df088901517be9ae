package io.tsocks.engine;

import io.tsocks.net.HostName;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A policy's answers for names before they are resolved. In this order:
///
/// 1. A rule that lists the name and port decides.
/// 2. If every address would have the same decision, the name has it, too.
/// 3. With `remote_dns = yes`, the name has the decision of an address that no network covers,
///    except that a network of the whole IPv4 address space counts.
/// 4. Otherwise the address decides.
///
/// A name below `.onion` (RFC 7686) must not be resolved here: if no server takes it, it is
/// refused.
final class HostDecisions {

    private static final HostDecision.Decided[] NOTHING = {};

    private final Policy policy;
    private final @Nullable NameTable table;
    private final HostDecision.Decided[] named;
    private final UniformDecisions uniform;
    private final @Nullable PortMap unresolved;
    private final HostDecision.Decided[] unresolvedDecisions;

    private HostDecisions(
            Policy policy, @Nullable NameMap map, UniformDecisions uniform, PolicyMap addresses) {
        this.policy = policy;
        this.table = map == null ? null : NameTable.compile(map);
        this.named = named(map, policy);
        this.uniform = uniform;
        this.unresolved = policy.remoteDns() ? unresolved(addresses.owners()) : null;
        this.unresolvedDecisions =
                policy.remoteDns()
                        ? decisions(addresses.owners().stream().map(PolicyMap.Owner::rule), policy)
                        : NOTHING;
    }

    private static HostDecision.Decided[] named(@Nullable NameMap map, Policy policy) {
        return map == null
                ? NOTHING
                : decisions(map.owners().stream().map(NameMap.Owner::rule), policy);
    }

    /// @param addresses the policy's map by rule
    /// @param uniform the decisions that are the same for every address
    static HostDecisions of(Policy policy, PolicyMap addresses, UniformDecisions uniform) {
        // most policies are about addresses alone, and a command should not load classes that they
        // do not need
        NameMap map = policy.namesHosts() ? NameMap.of(policy, PolicyMap.Grain.RULE) : null;
        return new HostDecisions(policy, map, uniform, addresses);
    }

    private static HostDecision.Decided[] decisions(Stream<Rule> rules, Policy policy) {
        return rules.map(rule -> decided(rule, policy)).toArray(HostDecision.Decided[]::new);
    }

    private static HostDecision.Decided decided(Rule rule, Policy policy) {
        return new HostDecision.Decided(new Decision(Actions.ofName(rule, policy), rule));
    }

    /// The owners that decide for names that no rule lists and that are not resolved.
    ///
    /// @param owners the rules in the order in which they are asked, the last of which claims all
    private static PortMap unresolved(List<PolicyMap.Owner> owners) {
        PortOverlay overlay = new PortOverlay().add(PortRange.ANY, owners.size() - 1);
        for (int i = 0; i < owners.size() - 1; i++) {
            switch (owners.get(i).rule()) {
                case Rule.Local local when isEverything(local.network()) ->
                        overlay.add(PortRange.ANY, i);
                case Rule.Path path -> {
                    for (Reach reach : path.reaches()) {
                        if (isEverything(reach.network())) {
                            overlay.add(reach.ports(), i);
                        }
                    }
                }
                case Rule.Local ignored -> {}
                case Rule.LocalHosts ignored -> {}
                case Rule.DefaultServer ignored -> {}
                case Rule.Fallback ignored -> {}
                case Rule.Nothing ignored -> {}
            }
        }
        return overlay.owners();
    }

    private static boolean isEverything(Network network) {
        return network instanceof Network.Ip4(int ignored, int mask) && mask == 0;
    }

    /// Decides for a name.
    ///
    /// @param host a name, not an address and not below `localhost`
    HostDecision of(String host, int port) {
        HostDecision named = byName(host, port);
        return withoutResolving(host, named == null ? byPort(port) : named);
    }

    /// The basis of the answer for a name.
    ///
    /// @param host a name, not an address and not below `localhost`
    NameBasis basis(String host, int port) {
        HostDecision named = byName(host, port);
        HostDecision answer = named == null ? byPort(port) : named;
        if (!withoutResolving(host, answer).equals(answer)) {
            return NameBasis.ONION;
        }
        if (named != null) {
            return NameBasis.LINE;
        }
        return basis(alike(port));
    }

    private NameBasis basis(HostDecision byAddress) {
        return switch (byAddress) {
            case HostDecision.Decided ignored -> NameBasis.EVERY_ADDRESS;
            case HostDecision.NeedsAddress ignored ->
                    unresolved == null ? NameBasis.ADDRESS : NameBasis.REMOTE_DNS;
        };
    }

    /// The decision of a rule that lists the name; null if no rule lists it.
    private HostDecision.@Nullable Decided byName(String host, int port) {
        if (table == null) {
            return null;
        }
        Optional<String> ascii = ascii(host);
        int owner = ascii.isEmpty() ? named.length : table.ownerOf(ascii.get(), port);
        return owner < named.length ? named[owner] : null;
    }

    /// A name in ASCII, in upper or lower case; empty if the text is not a name.
    static Optional<String> ascii(String host) {
        if (HostName.endsInNumber(host)) {
            return Optional.empty();
        }
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) >= 0x80) {
                return international(host);
            }
        }
        return Optional.of(host);
    }

    private static Optional<String> international(String host) {
        try {
            return Optional.of(HostName.parse(host).text());
        } catch (HostName.MalformedException ignored) {
            return Optional.empty();
        }
    }

    /// The ports at which the answer of [#byPort] may change; 1 is among them.
    IntStream edges() {
        IntStream ofRemote =
                unresolved == null
                        ? IntStream.empty()
                        : IntStream.range(0, unresolved.size()).map(unresolved::first);
        return IntStream.concat(uniform.edges(), ofRemote)
                .map(port -> Math.max(1, port))
                .sorted()
                .distinct();
    }

    /// The decision that every address except loopback has; if they differ, the answer that the
    /// address decides. So it does where a server may get the connection that takes no names: the
    /// name is resolved here, and may have IPv6 addresses alone, which the server does not take
    /// either.
    HostDecision alike(int port) {
        HostDecision alike = uniform.of(port);
        return unresolved == null && !suitsNames(alike) ? uniform.undecided() : alike;
    }

    private static boolean suitsNames(HostDecision answer) {
        return !(answer instanceof HostDecision.Decided(Decision decision))
                || !(decision.action() instanceof Action.Via via)
                || via.servers().stream().allMatch(server -> server.kind().carriesNames());
    }

    /// The answer for the names that no rule lists.
    HostDecision byPort(int port) {
        HostDecision alike = alike(port);
        if (unresolved == null) {
            return alike;
        }
        return switch (alike) {
            case HostDecision.Decided(Decision decision)
                    when decision.action() instanceof Action.Via ->
                    // a server that takes addresses need not take names
                    decided(decision.rule(), policy);
            case HostDecision.Decided ignored -> alike;
            case HostDecision.NeedsAddress ignored -> unresolvedDecisions[unresolved.ownerOf(port)];
        };
    }

    /// The answer for a name, given that of the rules: a name below `.onion` is refused if it would
    /// have to be resolved here.
    static HostDecision withoutResolving(String host, HostDecision answer) {
        if (!Policy.isOnion(host)) {
            return answer;
        }
        return switch (answer) {
            case HostDecision.Decided(Decision decision)
                    when !(decision.action() instanceof Action.Direct) ->
                    answer;
            case HostDecision.Decided(Decision decision) ->
                    new HostDecision.Decided(onion(host, decision.rule()));
            case HostDecision.NeedsAddress needs ->
                    new HostDecision.Decided(onion(host, needs.last()));
        };
    }

    private static Decision onion(String host, Rule rule) {
        return new Decision(
                new Action.Refused(
                        Action.Reason.ONION_WITHOUT_SERVER,
                        host
                                + " must not be resolved here (RFC 7686); write reaches = .onion in"
                                + " the path of a Tor server"),
                rule);
    }
}
