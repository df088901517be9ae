package io.tsocks.client;

import io.tsocks.engine.Decision;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.SocksAddress;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Something that a policy led to, and the way that was taken.
///
/// @param <T> a socket, a port or datagrams
/// @param connection owned by the caller, who closes it
/// @param destination what was connected to, or what the last server was asked for: the destination
///     as it was given, or an address of its name
/// @param decision the policy's decision for it
/// @param engine of the policy that decided
/// @param servers those that were used, the nearest first; none if it was reached directly
public record Routed<T extends Closeable>(
        T connection,
        SocksAddress destination,
        Decision decision,
        PolicyEngine engine,
        List<ProxyServer> servers)
        implements Closeable {

    public Routed {
        servers = List.copyOf(servers);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
