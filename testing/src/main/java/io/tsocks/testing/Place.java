package io.tsocks.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The place where a server listens.
///
/// @param namespace null for the namespace of the tests
/// @param host an IPv4 address; for Dante's server also one of IPv6
/// @param port 1 to 65535
public record Place(@Nullable NetworkNamespace namespace, String host, int port) {

    /// A free port of 127.0.0.1.
    public static Place free() {
        return new Place(null, "127.0.0.1", TargetServer.closedPort());
    }

    /// A command that runs in the namespace.
    Command command(String... words) {
        List<String> all = new ArrayList<>();
        if (namespace != null) {
            all.addAll(namespace.prefix());
        }
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new));
    }
}
