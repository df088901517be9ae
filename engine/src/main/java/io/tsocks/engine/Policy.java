package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.ServerAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The content of a tsocks.conf, as rules in the order in which they are asked: the local networks,
/// the paths from the last declared to the first, and at the end the default server, the fallback
/// or nothing. Unmodifiable and safe to share between threads.
public final class Policy {

    private static final List<Address> LOOPBACK =
            List.of(Address.Ip4.LOOPBACK, Address.Ip6.LOOPBACK);

    private final List<Rule.Local> locals;
    private final List<Rule.LocalHosts> localHosts;
    private final List<Rule.Path> paths;
    private final Optional<Origin> remoteDns;
    private final Optional<Origin> chain;
    private final Rule last;
    private final Map<String, List<Address>> serverAddresses;
    private final LocalNetworks localNetworks;
    private final Chains chains;

    /// A policy without rules for names, none of whose server names was looked up.
    ///
    /// @param locals the networks reached directly: the two loopback networks, then those of the
    ///     file in its order
    /// @param paths in file order; the last is asked first
    /// @param last what decides if no path does: a [Rule.DefaultServer], a [Rule.Fallback] or
    ///     [Rule.Nothing]
    public Policy(List<Rule.Local> locals, List<Rule.Path> paths, Rule last) {
        this(locals, List.of(), paths, last, Optional.empty());
    }

    /// A policy none of whose server names was looked up.
    ///
    /// @param locals the networks reached directly: the two loopback networks, then those of the
    ///     file in its order
    /// @param localHosts the host names reached directly, in file order
    /// @param paths in file order; the last is asked first
    /// @param last what decides if no path does: a [Rule.DefaultServer], a [Rule.Fallback] or
    ///     [Rule.Nothing]
    /// @param remoteDns what says that SOCKS servers resolve the names that no rule names; empty if
    ///     nothing does
    public Policy(
            List<Rule.Local> locals,
            List<Rule.LocalHosts> localHosts,
            List<Rule.Path> paths,
            Rule last,
            Optional<Origin> remoteDns) {
        this(locals, localHosts, paths, last, remoteDns, Optional.empty());
    }

    /// A policy none of whose server names was looked up.
    ///
    /// @param locals the networks reached directly: the two loopback networks, then those of the
    ///     file in its order
    /// @param localHosts the host names reached directly, in file order
    /// @param paths in file order; the last is asked first
    /// @param last what decides if no path does: a [Rule.DefaultServer], a [Rule.Fallback] or
    ///     [Rule.Nothing]
    /// @param remoteDns what says that SOCKS servers resolve the names that no rule names; empty if
    ///     nothing does
    /// @param chain what says that servers are reached through other servers; empty if nothing does
    public Policy(
            List<Rule.Local> locals,
            List<Rule.LocalHosts> localHosts,
            List<Rule.Path> paths,
            Rule last,
            Optional<Origin> remoteDns,
            Optional<Origin> chain) {
        this.locals = List.copyOf(locals);
        this.localHosts = List.copyOf(localHosts);
        this.paths = List.copyOf(paths);
        this.remoteDns = remoteDns;
        this.chain = chain;
        this.last =
                switch (last) {
                    case Rule.DefaultServer ignored -> last;
                    case Rule.Fallback ignored -> last;
                    case Rule.Nothing ignored -> last;
                    case Rule.Local local -> throw notLast(local);
                    case Rule.LocalHosts local -> throw notLast(local);
                    case Rule.Path path -> throw notLast(path);
                };
        this.serverAddresses = Map.of();
        this.localNetworks = new LocalNetworks(this.locals);
        this.chains = Chains.of(this);
    }

    private static IllegalArgumentException notLast(Rule rule) {
        return new IllegalArgumentException("cannot stand last: " + rule.describe());
    }

    private Policy(Policy policy, Map<String, List<Address>> serverAddresses) {
        this.locals = policy.locals;
        this.localHosts = policy.localHosts;
        this.paths = policy.paths;
        this.remoteDns = policy.remoteDns;
        this.chain = policy.chain;
        this.last = policy.last;
        this.serverAddresses = Map.copyOf(serverAddresses);
        this.localNetworks = policy.localNetworks;
        this.chains = Chains.of(this);
    }

    /// The networks reached directly, in the order in which they are asked.
    public List<Rule.Local> locals() {
        return locals;
    }

    /// The host names reached directly, in file order. They are asked before the paths' names, and
    /// all names before all networks.
    public List<Rule.LocalHosts> localHosts() {
        return localHosts;
    }

    /// The paths in file order; the last is asked first.
    public List<Rule.Path> paths() {
        return paths;
    }

    /// Whether names that no rule names go to a SOCKS server unresolved (`remote_dns = yes`).
    public boolean remoteDns() {
        return remoteDns.isPresent();
    }

    /// What says so; empty if nothing does, and [Origin#NONE] if no line of the file does.
    public Optional<Origin> remoteDnsOrigin() {
        return remoteDns;
    }

    /// The same policy with `remote_dns = yes`.
    public Policy withRemoteDns() {
        return remoteDns()
                ? this
                : new Policy(locals, localHosts, paths, last, Optional.of(Origin.NONE), chain);
    }

    /// The same policy with `chain = yes`.
    public Policy withChain() {
        return chains()
                ? this
                : new Policy(locals, localHosts, paths, last, remoteDns, Optional.of(Origin.NONE))
                        .withServerAddresses(serverAddresses);
    }

    /// Whether servers in no local network are reached through other servers (`chain = yes`).
    public boolean chains() {
        return chain.isPresent();
    }

    /// What says so; empty if nothing does.
    public Optional<Origin> chainOrigin() {
        return chain;
    }

    /// The way to a server, as far as this policy knows the addresses of its servers; see
    /// [#withServerAddresses].
    public ServerWay wayTo(ProxyServer server) {
        return chains.wayTo(server);
    }

    /// The servers that could only be reached through each other: each list is a circle, in which a
    /// server is reached through one of the next, and the last through the first.
    public List<List<ProxyServer>> circles() {
        return chains.circles();
    }

    /// Whether a server cannot be used only because the one before it cannot, so that the mistake
    /// is elsewhere.
    public boolean isCutOff(ProxyServer server) {
        return chains.isCutOff(server);
    }

    /// Whether any rule lists host names.
    public boolean namesHosts() {
        return !localHosts.isEmpty() || paths.stream().anyMatch(path -> !path.hosts().isEmpty());
    }

    /// The rule that decides if no path does.
    public Rule last() {
        return last;
    }

    /// The addresses of the servers given by name that were looked up, by host; an empty list for a
    /// name without addresses.
    public Map<String, List<Address>> serverAddresses() {
        return serverAddresses;
    }

    /// Where a server is, as far as the policy alone can tell.
    public enum Place {
        /// In a local network, or at a socket of this machine, so it can be reached directly.
        LOCAL,
        /// Outside all local networks, so it could only be reached through another server.
        ELSEWHERE,
        /// Its name has no address.
        NOWHERE,
        /// Its name has to be resolved first.
        UNKNOWN
    }

    /// Whether an address is in a local network.
    public boolean isLocal(Address address) {
        return localNetworks.contain(address);
    }

    /// Where a server is, as far as this policy knows; see [#withServerAddresses]. If it has
    /// several addresses, one in a local network is enough.
    public Place placeOf(ProxyServer server) {
        if (server.address() instanceof ServerAddress.Unix) {
            return Place.LOCAL;
        }
        return addressesOf(server)
                .map(
                        addresses -> {
                            if (addresses.isEmpty()) {
                                return Place.NOWHERE;
                            }
                            return addresses.stream().anyMatch(this::isLocal)
                                    ? Place.LOCAL
                                    : Place.ELSEWHERE;
                        })
                .orElse(Place.UNKNOWN);
    }

    /// Whether the file has IPv6 networks other than loopback. A file without any is about IPv4.
    public boolean speaksOfIp6() {
        return locals.stream().map(Rule.Local::network).anyMatch(Policy::isIp6)
                || paths.stream()
                        .flatMap(path -> path.reaches().stream())
                        .anyMatch(to -> isIp6(to.network()));
    }

    private static boolean isIp6(Network network) {
        return switch (network) {
            case Network.Ip4 ignored -> false;
            case Network.Ip6 ip6 -> !ip6.equals(Network.Ip6.LOOPBACK);
        };
    }

    /// Whether any path has a server, or there is a default server.
    public boolean hasServer() {
        return servers().findAny().isPresent();
    }

    /// The upstreams of the paths in their order, then that of the default server.
    public Stream<Upstream> upstreams() {
        Stream<Upstream> ofPaths = paths.stream().flatMap(path -> path.upstream().stream());
        return last instanceof Rule.DefaultServer byDefault
                ? Stream.concat(ofPaths, Stream.of(byDefault.upstream()))
                : ofPaths;
    }

    /// The servers of the upstreams, one after the other.
    public Stream<ProxyServer> servers() {
        return upstreams().flatMap(upstream -> upstream.servers().stream());
    }

    /// The same policy with the addresses of all servers that it gives by name, except those that
    /// another server finds by name. It then knows of each whether a connection may go through it.
    ///
    /// @param resolver is asked once for each name; a name without an address makes its server
    ///     unusable
    public Policy withServerAddresses(Resolver resolver) {
        Map<String, List<Address>> known = new HashMap<>(serverAddresses);
        servers()
                .filter(server -> addressesOf(server).isEmpty())
                .filter(server -> !(wayTo(server) instanceof ServerWay.Through))
                .map(ProxyServer::label)
                .forEach(host -> known.computeIfAbsent(host, name -> addresses(name, resolver)));
        return new Policy(this, known);
    }

    /// The same policy with the addresses of servers that it gives by name.
    ///
    /// @param addresses by host; an empty list for a name without addresses
    public Policy withServerAddresses(Map<String, List<Address>> addresses) {
        return new Policy(this, addresses);
    }

    /// The same policy with the addresses of one server.
    ///
    /// @param resolver is asked if the server is given by name and was not looked up yet
    public Policy withAddressesOf(ProxyServer server, Resolver resolver) {
        if (addressesOf(server).isPresent()) {
            return this;
        }
        Map<String, List<Address>> known = new HashMap<>(serverAddresses);
        known.put(server.label(), addresses(server.label(), resolver));
        return new Policy(this, known);
    }

    private static List<Address> addresses(String host, Resolver resolver) {
        try {
            return resolver.withoutOnions().resolve(host).stream().map(Address::of).toList();
        } catch (UnknownHostException ignored) {
            return List.of();
        }
    }

    /// The addresses of a server; empty if its name has to be resolved first. Those of `localhost`
    /// are loopback addresses without being looked up (RFC 6761, section 6.3). A socket has none.
    public Optional<List<Address>> addressesOf(ProxyServer server) {
        return switch (server.address()) {
            case ServerAddress.Inet(String host, int ignored) ->
                    isLocalhost(host)
                            ? Optional.of(LOOPBACK)
                            : Address.parse(host)
                                    .map(List::of)
                                    .or(() -> Optional.ofNullable(serverAddresses.get(host)));
            case ServerAddress.Unix ignored -> Optional.of(List.of());
        };
    }

    /// The decision of a rule for a destination. It is the same for every destination of one
    /// address family.
    ///
    /// @param rule one of this policy's
    public Decision decide(Rule rule, Address destination) {
        return new Decision(Actions.of(rule, this, Family.of(destination)), rule);
    }

    /// The decision of a rule for a name that it lists and that is not resolved here.
    ///
    /// @param rule one of this policy's
    public Decision decideName(Rule rule) {
        return new Decision(Actions.ofName(rule, this), rule);
    }

    /// A decision as far as this policy knows the places of the servers: without those that no
    /// connection may go through.
    ///
    /// @param decision one of this policy's, or one that it made before it knew these places
    public Decision settled(Decision decision) {
        return decision.action() instanceof Action.Via(Upstream upstream)
                ? new Decision(
                        Actions.inPlace(upstream, decision.rule(), this),
                        decision.rule(),
                        decision.origin())
                : decision;
    }

    /// Whether a host name is `localhost` or below it, and so a loopback address. A final dot does
    /// not count.
    public static boolean isLocalhost(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        return (end == 9 && host.regionMatches(true, 0, "localhost", 0, 9))
                || host.regionMatches(true, end - 10, ".localhost", 0, 10);
    }

    /// Whether a host name is below `.onion`, so that it must not be resolved here (RFC 7686). A
    /// final dot does not count.
    ///
    /// @param name in any spelling, such as with letters of full width
    public static boolean isOnion(String name) {
        String host = HostDecisions.ascii(name).orElse(name);
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        return host.regionMatches(true, end - 6, ".onion", 0, 6);
    }

    /// Why a host name has no address here, as a clause whose subject is the name: it is below
    /// `.onion`, so that no name server is asked, or it does not resolve.
    public static String whyUnresolved(String host) {
        return isOnion(host) ? "must not be resolved here (RFC 7686)" : "does not resolve";
    }
}
