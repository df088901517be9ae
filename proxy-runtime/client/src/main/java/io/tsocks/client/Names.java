package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Policy;
import io.tsocks.engine.Resolver;
import io.tsocks.net.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Asks a resolver with a deadline.
final class Names {

    /// The addresses of `localhost` and the names below it. No resolver is asked for them (RFC
    /// 6761, section 6.3).
    private static final List<InetAddress> LOOPBACK =
            List.of(Address.Ip4.LOOPBACK.toInetAddress(), Address.Ip6.LOOPBACK.toInetAddress());

    private final Resolver resolver;

    Names(Resolver resolver) {
        this.resolver = resolver.withoutOnions();
    }

    /// @throws UnknownHostException if the name has no address
    /// @throws IOException as [TimedTasks#run]
    List<InetAddress> resolve(String host, Deadline deadline, Cancellation cancellation)
            throws IOException {
        if (Policy.isLocalhost(host)) {
            return LOOPBACK;
        }
        try {
            return TimedTasks.LOOKUPS.run(() -> resolver.resolve(host), deadline, cancellation);
        } catch (ExecutionException e) {
            UnknownHostException unknown =
                    new UnknownHostException(host + " " + Policy.whyUnresolved(host));
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }
}
