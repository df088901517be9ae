package io.tsocks.runtime;

import io.tsocks.engine.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Asks a resolver with a deadline.
final class Names {

    private final Resolver resolver;

    Names(Resolver resolver) {
        this.resolver = resolver;
    }

    /// @throws UnknownHostException where the name has no address
    /// @throws IOException as [TimedTask#run]
    List<InetAddress> resolve(String host, Deadline deadline, Cancellation cancellation)
            throws IOException {
        try {
            return TimedTask.run(
                    "tsocks-resolve", () -> resolver.resolve(host), deadline, cancellation);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host + " does not resolve");
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }
}
