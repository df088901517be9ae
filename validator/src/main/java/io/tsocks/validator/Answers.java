package io.tsocks.validator;

import io.tsocks.engine.Address;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.Route;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Finds the answers for destinations.
final class Answers {

    private final PolicyEngine engine;
    private final Resolver resolver;
    private final boolean explain;
    private final boolean allAddresses;

    /// @param explain whether answers carry their explanation, for which names are resolved
    /// @param allAddresses whether a name has an answer for each of its addresses
    Answers(PolicyEngine engine, Resolver resolver, boolean explain, boolean allAddresses) {
        this.engine = engine;
        this.resolver = resolver;
        this.explain = explain;
        this.allAddresses = allAddresses;
    }

    /// The answers for a destination: one, unless all addresses of a name are asked for.
    List<Answer> to(String text) {
        try {
            return to(Destination.parse(text));
        } catch (Destination.MalformedException e) {
            return List.of(new Answer.Malformed(text, e.reason()));
        }
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
        return new Answer.Routed(
                destination,
                address,
                route(destination, address),
                explain ? engine.explain(address, destination.port()) : null,
                otherRoutes);
    }

    private static Answer unresolved(Destination destination, Route route) {
        return new Answer.Routed(destination, null, route, null, false);
    }

    private Route route(Destination destination, Address address) {
        return engine.route(address, destination.port());
    }
}
