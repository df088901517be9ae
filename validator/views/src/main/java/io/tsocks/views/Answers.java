package io.tsocks.views;

import io.tsocks.engine.Explanation;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.Route;
import io.tsocks.engine.SocksServer;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.grammar.ConfFile;
import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the answers for destinations.
public final class Answers {

    private static final Address ANY_IP4 = new Address.Ip4(0);

    private final PolicyEngine engine;
    private final ConfFile file;
    private final Resolver resolver;
    private @Nullable NetworkRoutes networks;
    private final boolean explain;

    /// The engine's, with the addresses of those servers that an answer needed.
    private Policy policy;

    /// By the names of those servers.
    private final Map<String, Policy.Place> places = new HashMap<>();

    private final boolean allAddresses;

    /// @param file whose policy it is
    /// @param explain whether answers carry their explanation, for which names are resolved
    /// @param allAddresses whether a name has an answer for each of its addresses
    public Answers(
            PolicyEngine engine,
            ConfFile file,
            Resolver resolver,
            boolean explain,
            boolean allAddresses) {
        this.engine = engine;
        this.file = file;
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
    /// name does not resolve here counts as usable, as for single destinations.
    private NetworkRoutes networks() {
        NetworkRoutes made = networks;
        if (made == null) {
            made = NetworkRoutes.of(withKnownServers(), file);
            networks = made;
        }
        return made;
    }

    private Policy withKnownServers() {
        Policy found = engine.policy().withServerAddresses(resolver);
        Map<String, List<Address>> known = new HashMap<>(found.serverAddresses());
        known.values().removeIf(List::isEmpty);
        return found.withServerAddresses(known);
    }

    private List<Answer> to(Destination destination) {
        Optional<Address> address = Address.parse(destination.host());
        if (address.isPresent()) {
            return List.of(routed(destination, address.get(), false));
        }
        Optional<Route> decided = engine.routeOfName(destination.host(), destination.port());
        if (decided.isPresent() && !explain && !allAddresses) {
            return List.of(unresolved(destination, decided.get()));
        }
        return toName(destination);
    }

    private List<Answer> toName(Destination destination) {
        try {
            List<Address> addresses =
                    resolver.resolve(destination.host()).stream().map(Address::of).toList();
            if (allAddresses) {
                return addresses.stream()
                        .<Answer>map(address -> routed(destination, address, false))
                        .toList();
            }
            boolean otherRoutes =
                    addresses.stream().map(a -> route(destination, a)).distinct().count() > 1;
            return List.of(routed(destination, addresses.getFirst(), otherRoutes));
        } catch (UnknownHostException e) {
            Route route = engine.route(destination.host(), destination.port(), Resolver.none());
            return List.of(unresolved(destination, route));
        }
    }

    private Answer routed(Destination destination, Address address, boolean otherRoutes) {
        Explanation why = explain ? engine.explain(address, destination.port()) : null;
        return answer(destination, address, route(destination, address), why, otherRoutes);
    }

    private Answer unresolved(Destination destination, Route route) {
        return answer(destination, null, settled(route, ANY_IP4), null, false);
    }

    private Answer answer(
            Destination destination,
            @Nullable Address address,
            Route route,
            @Nullable Explanation why,
            boolean otherRoutes) {
        boolean serverUnknown =
                route instanceof Route.Via via
                        && places.get(via.server().host()) == Policy.Place.NOWHERE;
        return new Answer.Routed(destination, address, route, why, otherRoutes, serverUnknown);
    }

    private Route route(Destination destination, Address address) {
        return settled(engine.route(address, destination.port()), address);
    }

    /// Whether a server that is given by name may be used depends on its address, which is looked
    /// up when the first answer needs it. If the name does not resolve here, the policy's own
    /// answer stands.
    private Route settled(Route route, Address destination) {
        if (!(route instanceof Route.Via via)
                || engine.policy().addressesOf(via.server()).isPresent()) {
            return route;
        }
        return switch (places.computeIfAbsent(via.server().host(), _ -> place(via.server()))) {
            case LOCAL, NOWHERE, UNKNOWN -> route;
            case ELSEWHERE -> policy.routeBy(via.rule(), destination);
        };
    }

    private Policy.Place place(SocksServer server) {
        policy = policy.withAddressesOf(server, resolver);
        return policy.placeOf(server);
    }
}
