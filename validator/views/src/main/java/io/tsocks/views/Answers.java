package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the answers for destinations.
public final class Answers {

    private final PolicyEngine engine;
    private final Resolver resolver;
    private @Nullable NetworkRoutes networks;
    private final boolean explain;

    /// The policy of the engine, with the addresses of servers that an answer needed.
    private Policy policy;

    /// The places of these servers, by their names.
    private final Map<String, Policy.Place> places = new HashMap<>();

    /// Those that need no lookup, which may be the same for all questions to the engine.
    private final KnownWays known;

    /// The other ones.
    private final KnownWays own = new KnownWays();

    private final boolean allAddresses;

    /// @param explain whether answers carry their explanation
    /// @param allAddresses whether a name gets an answer for each of its addresses, unless it has a
    ///     route without them
    public Answers(PolicyEngine engine, Resolver resolver, boolean explain, boolean allAddresses) {
        this(engine, new KnownWays(), resolver, explain, allAddresses);
    }

    /// @param known what other questions to the same engine have found
    /// @param explain as above
    /// @param allAddresses as above
    public Answers(
            PolicyEngine engine,
            KnownWays known,
            Resolver resolver,
            boolean explain,
            boolean allAddresses) {
        this.engine = engine;
        this.known = known;
        this.resolver = resolver;
        this.explain = explain;
        this.policy = engine.policy();
        this.allAddresses = allAddresses;
    }

    /// The answers for a destination: one, unless all addresses of a name are asked for.
    public List<Answer> to(String text) {
        try {
            return NetworkRoutes.isNetwork(text)
                    ? List.of(new Answer.Network(text, networks().of(text)))
                    : to(Destination.parse(text));
        } catch (Endpoint.MalformedException e) {
            return List.of(new Answer.Malformed(text, e.reason()));
        } catch (QuestionSyntaxException e) {
            return List.of(new Answer.Malformed(text, String.valueOf(e.getMessage())));
        }
    }

    /// Made when the first network is asked about. Servers given by name are looked up; one whose
    /// name does not resolve here counts as usable, as for single destinations. A name below
    /// `.onion` never resolves.
    private NetworkRoutes networks() {
        NetworkRoutes made = networks;
        if (made == null) {
            made = NetworkRoutes.of(withKnownServers());
            networks = made;
        }
        return made;
    }

    private Policy withKnownServers() {
        Policy found = engine.policy().withServerAddresses(resolver);
        Map<String, List<Address>> known = new HashMap<>(found.serverAddresses());
        known.entrySet()
                .removeIf(name -> name.getValue().isEmpty() && !Policy.isOnion(name.getKey()));
        return found.withServerAddresses(known);
    }

    private List<Answer> to(Destination destination) {
        Optional<Address> address = Address.parse(destination.host());
        if (address.isPresent()) {
            return List.of(routed(destination, null, address.get(), false));
        }
        HostDecision known = engine.decide(destination.host(), destination.port());
        Answer.OfName name = ofName(destination);
        return known instanceof HostDecision.Decided(Decision decision)
                        && !(allAddresses && isMeantByAddress(destination, name.basis()))
                ? List.of(unresolved(destination, name, way(decision)))
                : toName(destination, name, known);
    }

    private Answer.OfName ofName(Destination destination) {
        NameBasis basis = engine.basis(destination.host(), destination.port());
        return new Answer.OfName(
                basis, explain ? engine.explain(destination.host(), destination.port()) : null);
    }

    /// Whether the name has the route of its addresses, so that these can be shown.
    private static boolean isMeantByAddress(Destination destination, NameBasis basis) {
        return switch (basis) {
            case LOCALHOST, ADDRESS -> true;
            case EVERY_ADDRESS -> !Policy.isOnion(destination.host());
            case LINE, REMOTE_DNS, ONION -> false;
        };
    }

    private List<Answer> toName(Destination destination, Answer.OfName name, HostDecision known) {
        try {
            List<Address> addresses =
                    resolver.resolve(destination.host()).stream().map(Address::of).toList();
            if (allAddresses) {
                return addresses.stream()
                        .map(address -> routed(destination, name, address, false))
                        .toList();
            }
            boolean otherRoutes =
                    addresses.stream()
                                    .map(one -> way(destination, one).decision())
                                    .distinct()
                                    .count()
                            > 1;
            return List.of(routed(destination, name, addresses.getFirst(), otherRoutes));
        } catch (UnknownHostException e) {
            Decision decision = known.orUnresolved(destination.host() + " does not resolve");
            return List.of(unresolved(destination, name, settled(decision)));
        }
    }

    private Answer routed(
            Destination destination,
            Answer.@Nullable OfName name,
            Address address,
            boolean otherRoutes) {
        Explanation why = explain ? engine.explain(address, destination.port()) : null;
        return new Answer.Routed(
                destination, name, address, way(destination, address), why, otherRoutes);
    }

    private static Answer unresolved(Destination destination, Answer.OfName name, AnswerWay way) {
        return new Answer.Routed(destination, name, null, way, null, false);
    }

    private static List<ProxyServer> servers(Decision decision) {
        return decision.action() instanceof Action.Via via ? via.servers() : List.of();
    }

    /// The servers whose places are not known, except those that another server finds by name.
    private List<ProxyServer> unknownServers(Decision decision, List<Hop> hops) {
        return Stream.concat(servers(decision).stream(), hops.stream().flatMap(Hop::next))
                .distinct()
                .filter(server -> places.get(server.label()) == Policy.Place.NOWHERE)
                .filter(server -> policy.wayTo(server) instanceof ServerWay.Local)
                .toList();
    }

    private AnswerWay way(Destination destination, Address address) {
        return way(engine.decide(address, destination.port()));
    }

    private AnswerWay way(Decision decision) {
        AnswerWay found = known.of(decision);
        if (found == null) {
            found = own.of(decision);
        }
        if (found == null) {
            found = settled(decision);
            (hasLookedUp() ? own : known).add(decision, found);
        }
        return found;
    }

    private boolean hasLookedUp() {
        return !places.isEmpty();
    }

    /// The way after its servers were looked up. Whether a server given by name may be used depends
    /// on its address, which is looked up when the first answer needs it. A server whose name does
    /// not resolve here counts as usable, unless the name is below `.onion`.
    private AnswerWay settled(Decision decision) {
        servers(decision).forEach(this::lookUp);
        Decision settled = policy.settled(decision);
        List<Hop> hops = Hop.of(policy, servers(settled));
        return new AnswerWay(settled, hops, unknownServers(settled, hops));
    }

    /// Looks a server up, and those through which it is reached. No way goes in a circle.
    private void lookUp(ProxyServer server) {
        if (engine.policy().addressesOf(server).isEmpty() && !places.containsKey(server.label())) {
            places.put(server.label(), place(server));
        }
        if (policy.wayTo(server) instanceof ServerWay.Through through) {
            through.upstream().servers().forEach(this::lookUp);
        }
    }

    private Policy.Place place(ProxyServer server) {
        Policy found = policy.withAddressesOf(server, resolver);
        Policy.Place place = found.placeOf(server);
        if (place != Policy.Place.NOWHERE || Policy.isOnion(server.label())) {
            policy = found;
            own.clear();
        }
        return place;
    }
}
