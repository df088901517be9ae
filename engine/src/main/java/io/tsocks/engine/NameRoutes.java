package io.tsocks.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which ports have one route whatever the address, loopback apart, so that a name need not be
/// resolved.
final class NameRoutes {

    /// Empty where not every network is on the map: the address then always decides.
    private final List<PortMap> distinct;

    private final Route[] routes;

    private NameRoutes(List<PortMap> distinct, Route[] routes) {
        this.distinct = distinct;
        this.routes = routes;
    }

    /// @param routes by owner of the map
    static NameRoutes of(PolicyMap map, Route[] routes) {
        if (!map.uncharted().isEmpty()) {
            return new NameRoutes(List.of(), routes);
        }
        List<PortMap> distinct =
                map.partitions()
                        .flatMap(cells -> IntStream.range(0, cells.size()).mapToObj(cells::ports))
                        .distinct()
                        .filter(ports -> !isLoopback(map, ports))
                        .toList();
        return new NameRoutes(distinct, routes);
    }

    Optional<Route> of(int port) {
        if (distinct.isEmpty()) {
            return Optional.empty();
        }
        Route first = routes[distinct.getFirst().ownerOf(port)];
        boolean same =
                distinct.stream()
                        .allMatch(ports -> routes[ports.ownerOf(port)].hasSameEffect(first));
        return same ? Optional.of(first) : Optional.empty();
    }

    private static boolean isLoopback(PolicyMap map, PortMap ports) {
        return ports.size() == 1
                && map.owners().get(ports.owner(0)).rule() instanceof Rule.Local local
                && local.origin().isBuiltIn();
    }
}
