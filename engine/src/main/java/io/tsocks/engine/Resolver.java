package io.tsocks.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host name. The engine never resolves a name in any other way, so the
/// caller decides whether a question leaves the machine.
@FunctionalInterface
public interface Resolver {

    /// The addresses in the order in which they should be tried, at least one.
    ///
    /// @throws UnknownHostException if the name has none
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// Asks the system's resolver, as every program does. The query may leave the machine, except
    /// for a name below `.onion`, which is not asked for.
    static Resolver system() {
        Resolver system = host -> List.of(InetAddress.getAllByName(host));
        return system.withoutOnions();
    }

    /// The same resolver, which is never asked for a name below `.onion` (RFC 7686): such a name
    /// has no address.
    default Resolver withoutOnions() {
        return host -> {
            if (Policy.isOnion(host)) {
                throw new UnknownHostException(host + " " + Policy.whyUnresolved(host));
            }
            return resolve(host);
        };
    }

    /// Knows no names, so no query leaves the machine.
    static Resolver none() {
        return host -> {
            throw new UnknownHostException(host + ": names are not resolved here");
        };
    }
}
