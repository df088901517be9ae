package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Resolver;
import io.tsocks.linux.Notification;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;

/// Looks names up on this machine, which may take any time. These are names with a fake address,
/// because they go through a server at one port, that at another port go directly or as their
/// address decides.
final class Lookups {

    private final ForeignMemory threads;
    private final Destinations destinations;
    private final Consumer<Notification> again;
    private final Resolver resolver;

    /// @param threads threads that may wait
    /// @param again answers a call anew
    Lookups(
            ForeignMemory threads,
            Destinations destinations,
            Consumer<Notification> again,
            Resolver resolver) {
        this.threads = threads;
        this.destinations = destinations;
        this.again = again;
        this.resolver = resolver;
    }

    /// Looks a name up, and then answers the call anew.
    void resolve(Notification call, String name) {
        threads.lookUp(
                () -> addresses(name),
                found -> {
                    destinations.found(name, found);
                    again.accept(call);
                });
    }

    private List<InetAddress> addresses(String name) {
        try {
            return resolver.resolve(name);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
