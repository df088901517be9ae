package io.tsocks.service.api;

import java.util.Locale;
import java.util.Set;

/// Through which listener a request comes, and so what it has to show.
public sealed interface Door {

    /// The AF_UNIX socket, which only the service's own user can open. No browser reaches it.
    record Unix() implements Door {}

    /// A port on loopback, which every user and every web page of this machine can reach.
    record Loopback() implements Door {}

    /// An address that others can reach, with TLS.
    ///
    /// @param hosts the names under which clients know it, in lower case
    record Network(Set<String> hosts) implements Door {
        public Network {
            hosts = Set.copyOf(hosts);
        }
    }

    /// Whether a request with this `Host` was meant for this service. A web page whose own name
    /// leads here (DNS rebinding) sends its name.
    ///
    /// @param host the value of the header, perhaps with a port
    /// @param port on which the request came
    default boolean isMeantBy(String host, int port) {
        return switch (this) {
            case Unix _ -> true;
            case Loopback _ -> isNamed(host, port, Set.of("127.0.0.1", "localhost", "[::1]"));
            case Network(Set<String> hosts) -> isNamed(host, port, hosts);
        };
    }

    private static boolean isNamed(String host, int port, Set<String> names) {
        String lower = host.toLowerCase(Locale.ROOT);
        String end = ":" + port;
        return names.contains(
                lower.endsWith(end) ? lower.substring(0, lower.length() - end.length()) : lower);
    }
}
