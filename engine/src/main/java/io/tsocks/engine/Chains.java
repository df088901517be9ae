package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds how a policy reaches each of its servers: directly, or with `chain = yes` through others.
/// A policy has few servers, so their rules are found by asking one after the other.
final class Chains {

    private final Policy policy;
    private final Map<SocksServer, ServerWay> ways = new HashMap<>();
    private final List<List<SocksServer>> circles = new ArrayList<>();

    /// The servers whose ways are being found, each reached through the next.
    private final List<SocksServer> underway = new ArrayList<>();

    private Chains(Policy policy) {
        this.policy = policy;
    }

    static Chains of(Policy policy) {
        Chains chains = new Chains(policy);
        if (policy.chains()) {
            policy.servers().forEach(chains::find);
        }
        return chains;
    }

    List<List<SocksServer>> circles() {
        return List.copyOf(circles);
    }

    /// The way to one of the policy's servers.
    ServerWay wayTo(SocksServer server) {
        ServerWay known = ways.get(server);
        return known == null ? withoutChain(server) : known;
    }

    private ServerWay withoutChain(SocksServer server) {
        return switch (policy.placeOf(server)) {
            case LOCAL, UNKNOWN -> new ServerWay.Local();
            case ELSEWHERE ->
                    new ServerWay.Nowhere(Action.Reason.SERVER_NOT_LOCAL, "is in no local network");
            case NOWHERE ->
                    new ServerWay.Nowhere(
                            Action.Reason.SERVER_UNKNOWN, "has a name without an address");
        };
    }

    private ServerWay find(SocksServer server) {
        ServerWay known = ways.get(server);
        if (known != null) {
            return known;
        }
        int start = underway.indexOf(server);
        if (start >= 0) {
            circles.add(List.copyOf(underway.subList(start, underway.size())));
            return new ServerWay.Nowhere(
                    Action.Reason.CHAIN_IN_CIRCLE, "could only be reached through itself");
        }
        underway.add(server);
        ServerWay way =
                policy.placeOf(server) == Policy.Place.LOCAL
                        ? new ServerWay.Local()
                        : asThePolicySays(server);
        underway.removeLast();
        ways.put(server, way);
        return way;
    }

    private ServerWay asThePolicySays(SocksServer server) {
        Rule named = ruleForName(server);
        if (named != null) {
            return by(named, server, Optional.empty());
        }
        Optional<Address> address =
                policy.addressesOf(server).flatMap(all -> all.stream().findFirst());
        return address.isEmpty()
                ? withoutChain(server)
                : by(ruleFor(address.get(), server.port()), server, address);
    }

    /// @param address empty if the server is asked for by name
    private ServerWay by(Rule rule, SocksServer server, Optional<Address> address) {
        return switch (rule) {
            case Rule.Path path when path.upstream().isPresent() ->
                    through(path.upstream().get(), path, server, address);
            case Rule.DefaultServer last -> through(last.upstream(), last, server, address);
            case Rule.Fallback fallback -> new ServerWay.Direct(fallback);
            case Rule.Path ignored -> withoutChain(server);
            case Rule.Nothing ignored -> withoutChain(server);
            case Rule.Local ignored -> new ServerWay.Local();
            case Rule.LocalHosts ignored -> withoutChain(server);
        };
    }

    private ServerWay through(
            Upstream upstream, Rule rule, SocksServer server, Optional<Address> address) {
        SocksServer first = upstream.servers().getFirst();
        List<SocksServer> usable =
                upstream.servers().stream()
                        .filter(next -> !(find(next) instanceof ServerWay.Nowhere))
                        .filter(next -> carries(next, address))
                        .toList();
        if (!usable.isEmpty()) {
            return new ServerWay.Through(
                    new Upstream(usable, upstream.selection(), upstream.recovery()), rule);
        }
        return find(first) instanceof ServerWay.Nowhere(Action.Reason reason, String why)
                ? new ServerWay.Nowhere(
                        reason,
                        first.equals(server)
                                ? why
                                : "is reached through " + first.uri() + ", which " + why)
                : new ServerWay.Nowhere(
                        Action.Reason.SERVER_NOT_LOCAL,
                        "is reached through " + first.uri() + ", which cannot carry that");
    }

    private static boolean carries(SocksServer next, Optional<Address> address) {
        return address.isEmpty()
                ? next.kind().carriesNames()
                : address.get() instanceof Address.Ip4 || next.kind().carriesIp6();
    }

    /// The path that lists the name of a server; null if none does.
    private @Nullable Rule ruleForName(SocksServer server) {
        if (Address.parse(server.host()).isPresent() || Policy.isLocalhost(server.host())) {
            return null;
        }
        HostName name;
        try {
            name = HostName.parse(server.host());
        } catch (HostName.MalformedException ignored) {
            return null;
        }
        return policy.paths().reversed().stream()
                .filter(
                        path ->
                                path.hosts().stream()
                                        .anyMatch(to -> lists(to, name, server.port())))
                .findFirst()
                .orElse(null);
    }

    private static boolean lists(HostReach to, HostName name, int port) {
        return to.ports().contains(port) && to.hosts().matches(name);
    }

    private Rule ruleFor(Address address, int port) {
        return policy.paths().reversed().stream()
                .filter(path -> path.reaches().stream().anyMatch(to -> reaches(to, address, port)))
                .<Rule>map(path -> path)
                .findFirst()
                .orElse(policy.last());
    }

    private static boolean reaches(Reach to, Address address, int port) {
        return to.ports().contains(port) && to.network().contains(address);
    }
}
