package io.tsocks.engine;

import java.util.Arrays;

/// What each owner of a map makes of the destinations of a family: one route for all networks of a
/// path.
final class OwnerRoutes {

    private final Route[] ip4;
    private final Route[] ip6;

    private OwnerRoutes(Route[] ip4, Route[] ip6) {
        this.ip4 = ip4;
        this.ip6 = ip6;
    }

    static OwnerRoutes of(Policy policy, Owners owners) {
        return new OwnerRoutes(
                routes(policy, owners, Decision.Family.IP4),
                routes(policy, owners, Decision.Family.IP6));
    }

    private static Route[] routes(Policy policy, Owners owners, Decision.Family family) {
        Route[] routes = new Route[owners.size()];
        for (int i = 0; i < owners.rules().size(); i++) {
            Route route = Decision.of(owners.rules().get(i), policy, family);
            Arrays.fill(routes, owners.firstOf(i), owners.firstOf(i + 1), route);
        }
        return routes;
    }

    /// Whether two owners make the same of every destination of a family.
    boolean agree(Decision.Family family, int owner, int other) {
        Route[] routes =
                switch (family) {
                    case IP4 -> ip4;
                    case IP6 -> ip6;
                };
        return routes[owner].hasSameEffect(routes[other]);
    }
}
