package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.ServerAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds how a policy reaches each of its servers: directly, or with `chain = yes` through others.
/// A policy has few servers, so their rules are found by asking one after the other.
///
/// A server can be used if it is reached directly, or through one that can be used. A member of a
/// group that would lead back to the server is left out, so no way goes in a circle.
final class Chains {

    private final Policy policy;
    private final Map<ProxyServer, ServerWay> ways = new HashMap<>();

    /// The ways through other servers as the policy says them, before it is known which of these
    /// can be used. They have only servers that can carry the connection.
    private final Map<ProxyServer, ServerWay.Through> wanted = new LinkedHashMap<>();

    /// How many other servers a way needs at least; nothing for servers that cannot be used.
    private final Map<ProxyServer, Integer> ranks = new HashMap<>();

    private final Set<ProxyServer> cutOff = new HashSet<>();
    private final List<List<ProxyServer>> circles = new ArrayList<>();

    private Chains(Policy policy) {
        this.policy = policy;
    }

    static Chains of(Policy policy) {
        Chains chains = new Chains(policy);
        if (policy.chains()) {
            policy.servers().distinct().forEach(chains::ask);
            chains.rank();
            chains.settle();
        }
        return chains;
    }

    /// The servers that could only be reached through each other, each circle once.
    List<List<ProxyServer>> circles() {
        return List.copyOf(circles);
    }

    /// Whether a server cannot be used only because another one cannot.
    boolean isCutOff(ProxyServer server) {
        return cutOff.contains(server);
    }

    /// The way to one of the policy's servers.
    ServerWay wayTo(ProxyServer server) {
        ServerWay known = ways.get(server);
        return known == null ? withoutChain(server, "") : known;
    }

    /// @param also what follows `is in no local network`
    private ServerWay withoutChain(ProxyServer server, String also) {
        return switch (policy.placeOf(server)) {
            case LOCAL, UNKNOWN -> new ServerWay.Local();
            case ELSEWHERE -> notLocal("is in no local network" + also);
            case NOWHERE ->
                    new ServerWay.Nowhere(
                            Action.Reason.SERVER_UNKNOWN,
                            Policy.isOnion(server.label())
                                    ? "has a name that " + Policy.whyUnresolved(server.label())
                                    : "has a name without an address");
        };
    }

    private static ServerWay notLocal(String why) {
        return new ServerWay.Nowhere(Action.Reason.SERVER_NOT_LOCAL, why);
    }

    private void ask(ProxyServer server) {
        ServerWay way = asThePolicySays(server);
        if (way instanceof ServerWay.Through through) {
            wanted.put(server, through);
        } else {
            ways.put(server, way);
        }
    }

    /// A line about the server's name is asked before its address, as for any destination, so that
    /// the way does not depend on a lookup.
    private ServerWay asThePolicySays(ProxyServer server) {
        return switch (server.address()) {
            case ServerAddress.Inet inet -> asThePolicySays(server, inet);
            case ServerAddress.Unix ignored -> new ServerWay.Local();
        };
    }

    private ServerWay asThePolicySays(ProxyServer server, ServerAddress.Inet at) {
        Optional<Rule> named = ruleForName(at);
        if (named.isPresent()) {
            return by(named.get(), server, Optional.empty());
        }
        Optional<Address> address =
                policy.addressesOf(server).flatMap(all -> all.stream().findFirst());
        return address.isEmpty() || policy.placeOf(server) == Policy.Place.LOCAL
                ? withoutChain(server, "")
                : by(ruleFor(address.get(), at.port()), server, address);
    }

    /// @param address empty if the server is asked for by name
    private ServerWay by(Rule rule, ProxyServer server, Optional<Address> address) {
        return switch (rule) {
            case Rule.Path path ->
                    path.upstream()
                            .map(upstream -> through(upstream, path, address))
                            .orElseGet(
                                    () ->
                                            notLocal(
                                                    "is reached by the "
                                                            + path.describe()
                                                            + ", which names no server"));
            case Rule.DefaultServer last -> through(last.upstream(), last, address);
            case Rule.Fallback fallback -> new ServerWay.Direct(fallback);
            case Rule.LocalHosts hosts -> new ServerWay.Direct(hosts);
            case Rule.Local local -> new ServerWay.Direct(local);
            case Rule.Nothing ignored -> withoutChain(server, ", and nothing else reaches it");
        };
    }

    private static ServerWay through(Upstream upstream, Rule rule, Optional<Address> address) {
        return upstream.only(next -> carries(next, address))
                .<ServerWay>map(able -> new ServerWay.Through(able, rule, address))
                .orElseGet(
                        () ->
                                notLocal(
                                        "is reached through "
                                                + upstream.servers().getFirst().uri()
                                                + whyNot(upstream.servers().getFirst(), address)));
    }

    private static String whyNot(ProxyServer next, Optional<Address> address) {
        if (next.gssapi() != null) {
            return ", which carries no other servers, because it has gssapi";
        }
        return ", which has no " + (address.isEmpty() ? "host names" : "IPv6");
    }

    /// What a server with GSSAPI carries is wrapped for that server alone, so the handshake with
    /// the next one cannot follow on the same connection.
    private static boolean carries(ProxyServer next, Optional<Address> address) {
        return next.gssapi() == null && carriesKind(next, address);
    }

    private static boolean carriesKind(ProxyServer next, Optional<Address> address) {
        return address.map(to -> to instanceof Address.Ip4 || next.kind().carriesIp6())
                .orElseGet(() -> next.kind().carriesNames());
    }

    private void rank() {
        ways.forEach(
                (server, way) -> {
                    if (!(way instanceof ServerWay.Nowhere)) {
                        ranks.put(server, 0);
                    }
                });
        List<ProxyServer> reached;
        do {
            reached = wanted.keySet().stream().filter(this::isNewlyReached).toList();
            int rank = ranks.values().stream().mapToInt(r -> r).max().orElse(0) + 1;
            reached.forEach(server -> ranks.put(server, rank));
        } while (!reached.isEmpty());
    }

    private boolean isNewlyReached(ProxyServer server) {
        return !ranks.containsKey(server) && members(server).anyMatch(ranks::containsKey);
    }

    private Stream<ProxyServer> members(ProxyServer server) {
        ServerWay.Through through = wanted.get(server);
        return through == null ? Stream.empty() : through.upstream().servers().stream();
    }

    private void settle() {
        wanted.forEach(
                (server, through) ->
                        ways.put(
                                server,
                                through.upstream()
                                        .only(next -> isStep(server, next))
                                        .<ServerWay>map(
                                                able ->
                                                        new ServerWay.Through(
                                                                able,
                                                                through.rule(),
                                                                through.address()))
                                        .orElseGet(() -> unreached(server))));
    }

    /// Whether a server can be reached through a member of its group. Of two servers that lead to
    /// each other, only the one that needs more other servers is reached through the other.
    private boolean isStep(ProxyServer server, ProxyServer next) {
        Integer rank = ranks.get(server);
        Integer before = ranks.get(next);
        return rank != null
                && before != null
                && (before < rank || !leads(next, server, new HashSet<>()));
    }

    private boolean leads(ProxyServer from, ProxyServer to, Set<ProxyServer> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && members(from)
                                .filter(ranks::containsKey)
                                .anyMatch(next -> leads(next, to, seen)));
    }

    /// Why a server cannot be used: its first member that cannot be used leads to the reason.
    private ServerWay unreached(ProxyServer server) {
        List<ProxyServer> trail = new ArrayList<>();
        ProxyServer last = server;
        while (!trail.contains(last) && wanted.containsKey(last)) {
            trail.add(last);
            last = members(last).findFirst().orElseThrow();
        }
        return trail.contains(last)
                ? inCircle(server, trail.subList(trail.indexOf(last), trail.size()))
                : behind(server, last);
    }

    private ServerWay behind(ProxyServer server, ProxyServer last) {
        cutOff.add(server);
        return ways.get(last) instanceof ServerWay.Nowhere(Action.Reason reason, String why)
                ? new ServerWay.Nowhere(
                        reason, "is reached through " + last.uri() + ", which " + why)
                : withoutChain(server, "");
    }

    private ServerWay inCircle(ProxyServer server, List<ProxyServer> circle) {
        if (!circle.contains(server)) {
            cutOff.add(server);
        } else if (circles.stream().noneMatch(known -> known.contains(server))) {
            circles.add(List.copyOf(circle));
        }
        String why = "could only be reached through itself";
        return new ServerWay.Nowhere(
                Action.Reason.CHAIN_IN_CIRCLE,
                circle.contains(server)
                        ? why
                        : "is reached through " + circle.getFirst().uri() + ", which " + why);
    }

    /// The rule that lists the name of a server; empty if none does.
    private Optional<Rule> ruleForName(ServerAddress.Inet server) {
        boolean isAddress = Address.parse(server.host()).isPresent();
        if (isAddress || Policy.isLocalhost(server.host()) || !policy.namesHosts()) {
            return Optional.empty();
        }
        try {
            HostName name = HostName.parse(server.host());
            return Stream.<Rule>concat(
                            policy.localHosts().stream().filter(to -> to.hosts().matches(name)),
                            policy.paths().reversed().stream()
                                    .filter(path -> lists(path, name, server.port())))
                    .findFirst();
        } catch (HostName.MalformedException ignored) {
            return Optional.empty();
        }
    }

    private static boolean lists(Rule.Path path, HostName name, int port) {
        return path.hosts().stream()
                .anyMatch(to -> to.ports().contains(port) && to.hosts().matches(name));
    }

    private Rule ruleFor(Address address, int port) {
        return policy.paths().reversed().stream()
                .filter(path -> reaches(path, address, port))
                .<Rule>map(path -> path)
                .findFirst()
                .orElse(policy.last());
    }

    private static boolean reaches(Rule.Path path, Address address, int port) {
        return path.reaches().stream()
                .anyMatch(to -> to.ports().contains(port) && to.network().contains(address));
    }
}
